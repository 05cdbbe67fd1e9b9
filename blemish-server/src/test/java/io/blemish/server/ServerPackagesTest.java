package io.blemish.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which packages may use which. */
@Tag("structure")
class ServerPackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.blemish");

    @Test
    void theLibraryDoesNotUseTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.blemish.server..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.blemish.server..")
                .check(CLASSES);
    }

    @Test
    void modelsAndHistoryUseNeitherHttpNorEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.models")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server", "io.blemish.server.http", "io.blemish.server.history", "org.eclipse..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.history")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server", "io.blemish.server.http", "io.blemish.server.models", "org.eclipse..")
                .check(CLASSES);
    }

    @Test
    void fitsUseNeitherHttpNorHistory() {
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.fits")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server", "io.blemish.server.http", "io.blemish.server.history", "org.eclipse..")
                .check(CLASSES);
    }

    @Test
    void httpUsesNeitherModelsNorFitsNorHistory() {
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server",
                        "io.blemish.server.models",
                        "io.blemish.server.fits",
                        "io.blemish.server.history")
                .check(CLASSES);
    }

    @Test
    void usersAndTheAuditLogUseNeitherHttpNorEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.users")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server", "io.blemish.server.http", "io.blemish.server.audit", "org.eclipse..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.audit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server", "io.blemish.server.http", "io.blemish.server.users", "org.eclipse..")
                .check(CLASSES);
    }

    @Test
    void openIdConnectUsesNeitherHttpNorTheAuditLog() {
        noClasses()
                .that()
                .resideInAPackage("io.blemish.server.oidc")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.blemish.server", "io.blemish.server.http", "io.blemish.server.audit", "org.eclipse..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.blemish.server.oidc")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(CLASSES);
    }
}
