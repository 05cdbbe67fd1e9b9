package io.blemish.onnx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an ONNX file is laid out is known to one package only, in the program and in its tests. */
@Tag("structure")
class ProtobufTest {
    private static final String GENERATED = "io.blemish.onnx.proto..";
    private static final String PROTOBUF = "com.google.protobuf..";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.blemish");

    @Test
    void noOtherPackageUsesIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.blemish.onnx", GENERATED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GENERATED, PROTOBUF)
                .check(CLASSES);
    }

    @Test
    void itIsInNoPublicSignature() {
        final DescribedPredicate<JavaClass> plain = DescribedPredicate.not(resideInAnyPackage(GENERATED, PROTOBUF));
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.blemish.onnx")
                .should()
                .haveRawReturnType(plain)
                .andShould()
                .haveRawParameterTypes(DescribedPredicate.describe(
                        "no protobuf",
                        (final List<JavaClass> types) -> types.stream().allMatch(plain)))
                .check(CLASSES);
    }
}
