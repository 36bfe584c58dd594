package io.m6flow.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module arrows of the design, and the walls that keep each library in its rooms. */
@AnalyzeClasses(packages = "io.m6flow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String SCHEMA = "io.m6flow.schema..";
    private static final String GENERATOR = "io.m6flow.generator..";
    private static final String LOCAL = "io.m6flow.local..";
    private static final String SINK = "io.m6flow.sink..";
    private static final String REVIEW = "io.m6flow.review..";
    private static final String JOB = "io.m6flow.job..";
    private static final String LAB = "io.m6flow.lab..";
    private static final String LAUNCHER = "io.m6flow.launcher..";
    private static final String TESTKIT = "io.m6flow.testkit..";

    @ArchTest
    static final ArchRule SCHEMAS_DEPEND_ON_NOTHING_OF_OURS =
            noClasses().that().resideInAPackage(SCHEMA).should().dependOnClassesThat(oursOutside(SCHEMA));

    @ArchTest
    static final ArchRule GENERATORS_DEPEND_ON_NOTHING_OF_OURS =
            noClasses().that().resideInAPackage(GENERATOR).should().dependOnClassesThat(oursOutside(GENERATOR));

    @ArchTest
    static final ArchRule LOCAL_SERVERS_DEPEND_ON_NOTHING_OF_OURS =
            noClasses().that().resideInAPackage(LOCAL).should().dependOnClassesThat(oursOutside(LOCAL));

    @ArchTest
    static final ArchRule SINKS_KNOW_SCHEMAS =
            noClasses().that().resideInAPackage(SINK).should().dependOnClassesThat(oursOutside(SINK, SCHEMA));

    @ArchTest
    static final ArchRule THE_REVIEW_QUEUE_KNOWS_SCHEMAS =
            noClasses().that().resideInAPackage(REVIEW).should().dependOnClassesThat(oursOutside(REVIEW, SCHEMA));

    @ArchTest
    static final ArchRule JOBS_KNOW_SCHEMAS_GENERATORS_AND_SINKS = noClasses()
            .that()
            .resideInAPackage(JOB)
            .should()
            .dependOnClassesThat(oursOutside(JOB, SCHEMA, GENERATOR, SINK));

    @ArchTest
    static final ArchRule THE_TESTKIT_KNOWS_SCHEMAS_AND_LOCAL_SERVERS = noClasses()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .dependOnClassesThat(oursOutside(TESTKIT, SCHEMA, LOCAL));

    @ArchTest
    static final ArchRule PRODUCTION_CODE_KNOWS_NO_TESTKIT = noClasses()
            .that()
            .resideOutsideOfPackage(TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT);

    @ArchTest
    static final ArchRule THE_LAB_KNOWS_GENERATORS =
            noClasses().that().resideInAPackage(LAB).should().dependOnClassesThat(oursOutside(LAB, GENERATOR));

    @ArchTest
    static final ArchRule DJL_STAYS_IN_GENERATORS = noClasses()
            .that()
            .resideOutsideOfPackage(GENERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule FLINK_STAYS_IN_JOBS_SINKS_AND_LAUNCHER = noClasses()
            .that()
            .resideOutsideOfPackages(JOB, SINK, LAUNCHER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule JEDIS_STAYS_IN_PACKAGES_NAMED_REDIS = noClasses()
            .that()
            .resideOutsideOfPackage("..redis..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("redis.clients..");

    @ArchTest
    static final ArchRule THE_DRIVER_OF_POSTGRES_STAYS_IN_PACKAGES_NAMED_POSTGRES = noClasses()
            .that()
            .resideOutsideOfPackage("..postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..");

    @ArchTest
    static final ArchRule PARQUET_STAYS_WITH_THE_FILES = noClasses()
            .that()
            .resideOutsideOfPackage("io.m6flow.sink.file..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.parquet..");

    @ArchTest
    static final ArchRule NIMBUS_STAYS_IN_PACKAGES_NAMED_OIDC = noClasses()
            .that()
            .resideOutsideOfPackage("..oidc..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    /** The jobs' jar holds the settings, and not the review queue. */
    @ArchTest
    static final ArchRule SETTINGS_KNOW_NO_REVIEW_QUEUE = noClasses()
            .that()
            .resideInAPackage("io.m6flow.launcher.config..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(REVIEW);

    @ArchTest
    static final ArchRule AVRO_STAYS_OUT_OF_GENERATORS = noClasses()
            .that()
            .resideInAPackage(GENERATOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.avro..");

    /** The local servers are the broker itself. */
    @ArchTest
    static final ArchRule KAFKA_STAYS_IN_PACKAGES_NAMED_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackages("..kafka..", LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule NOBODY_PRINTS_BUT_THE_COMMAND = noClasses()
            .that()
            .resideOutsideOfPackage(LAUNCHER)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule NAMES_TELL_ROLES = classes()
            .should()
            .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?)$")
            .because("a class is named by what it does for others");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.m6flow.(*)..").should().beFreeOfCycles();

    private static DescribedPredicate<JavaClass> oursOutside(String... allowed) {
        return JavaClass.Predicates.resideInAPackage("io.m6flow..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(allowed));
    }
}
