package io.blemish;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The path of a picture is the order of the packages: none imports one to its right. */
@Tag("structure")
class PackageOrderTest {
    private static final List<String> ORDER = List.of(
            "onnx",
            "array",
            "parallel",
            "artifact",
            "image",
            "alignment",
            "backbone",
            "embedding",
            "search",
            "detector",
            "prediction",
            "drift",
            "model",
            "export",
            "dataset",
            "metric",
            "evaluation",
            "comparison",
            "tuning");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.blemish");

    @Test
    void noPackageImportsOneToItsRight() {
        for (int i = 0; i < ORDER.size(); i++) {
            final String[] allowed = Stream.concat(
                            Stream.of("io.blemish"),
                            ORDER.subList(0, i + 1).stream().map(name -> "io.blemish." + name + ".."))
                    .toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage("io.blemish." + ORDER.get(i) + "..")
                    .should()
                    .onlyDependOnClassesThat(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(allowed)
                                    .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(
                                            "io.blemish..")))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        classes()
                .should()
                .resideInAnyPackage(
                        Stream.concat(Stream.of("io.blemish"), ORDER.stream().map(name -> "io.blemish." + name + ".."))
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("io.blemish.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** Each search method is a package that knows of no other; they share {@code io.blemish.search.vector}. */
    @Test
    void searchMethodsStandAlone() {
        slices().matching("io.blemish.search.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("io.blemish.search.vector.."))
                .check(CLASSES);
    }
}
