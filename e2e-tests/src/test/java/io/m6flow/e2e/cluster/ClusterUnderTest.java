package io.m6flow.e2e.cluster;

import io.m6flow.generator.BackEnd;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.ContentJob;
import io.m6flow.job.Delivery;
import io.m6flow.job.GenerateSettings;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.launcher.cluster.ClusterPrograms;
import io.m6flow.launcher.cluster.FlinkPage;
import io.m6flow.launcher.cluster.LocalCluster;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.MoreSinks;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.StoredToken;
import io.m6flow.review.web.TokensFile;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.kafka.TopicSinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The cluster that {@code m6flow cluster up} starts, with a generator whose texts anybody can foretell. */
final class ClusterUnderTest implements AutoCloseable {
    private static final Duration CHECKPOINT = Duration.ofSeconds(1);

    private final LocalCluster processes;

    private ClusterUnderTest(LocalCluster processes) {
        this.processes = processes;
    }

    static ClusterUnderTest start(Path directory) throws Exception {
        ClusterUnderTest cluster = startWithoutJobs(directory);
        try {
            Path echo = JobJar.of(directory.resolve("echo.jar"), EchoGenerator.class, EchoGenerator.Factory.class);
            cluster.processes.run(Jobs.GENERATE, List.of(echo), cluster::generate);
            cluster.processes.run(Jobs.PUBLISH, List.of(), cluster::publish);
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    static ClusterUnderTest startWithoutJobs(Path directory) throws Exception {
        LocalCluster processes = new LocalCluster(
                settings(directory.resolve("data")), programs(), tokens(directory), System.out::println);
        ClusterUnderTest cluster = new ClusterUnderTest(processes);
        try {
            processes.start();
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /** Runs the generate job with a model, on topics of its own whose names begin with this. */
    void runModel(String prefix, BackEnd model) throws Exception {
        processes.run(prefix + Jobs.GENERATE, List.of(), env -> {
            KafkaEnds ends = new KafkaEnds(
                    TopicSinkSettings.exactlyOnce(processes.bootstrap(), prefix + Jobs.GENERATE)
                            .withTransactionTimeout(LocalCluster.TRANSACTION_TIMEOUT),
                    prefix);
            ContentJob.generate(
                    env,
                    ends.generateSources(),
                    ends.generateSinks(),
                    GenerateSettings.with(GeneratorFactory.leasing(model)).withCheckpointInterval(CHECKPOINT));
        });
    }

    private static Settings settings(Path data) {
        return Settings.from(Configuration.read(
                null,
                Map.of(),
                Map.of(
                        ConfigKey.DATA_DIR, data.toString(),
                        ConfigKey.KAFKA_PORT, "0",
                        ConfigKey.REDIS_PORT, "0",
                        ConfigKey.REVIEW_PORT, "0",
                        ConfigKey.FLINK_PORT, "0",
                        ConfigKey.REVIEW_POLICY, "approve-all")));
    }

    /** The build runs a module's tests in that module's folder. */
    private static ClusterPrograms programs() {
        return ClusterPrograms.of(Path.of("").toAbsolutePath().getParent());
    }

    private static Path tokens(Path directory) throws IOException {
        Path file = directory.resolve("tokens.json");
        Principal lead = new Principal("lead", Role.LEAD, Optional.empty());
        new TokensFile(file).write(List.of(StoredToken.of("token-of-the-tests", lead, Optional.empty())));
        return file;
    }

    private void generate(StreamExecutionEnvironment env) {
        KafkaEnds ends = KafkaEnds.of(TopicSinkSettings.exactlyOnce(processes.bootstrap(), Jobs.GENERATE)
                .withTransactionTimeout(LocalCluster.TRANSACTION_TIMEOUT));
        ContentJob.generate(
                env,
                ends.generateSources(),
                ends.generateSinks(),
                GenerateSettings.with(new EchoGenerator.Factory()).withCheckpointInterval(CHECKPOINT));
    }

    private void publish(StreamExecutionEnvironment env) {
        new Jobs(
                        processes.bootstrap(),
                        processes.redis(),
                        GeneratorSettings.defaults(),
                        TopicFormat.SELF_DESCRIBING,
                        Delivery.EXACTLY_ONCE,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        CHECKPOINT,
                        LocalCluster.TRANSACTION_TIMEOUT,
                        MoreSinks.NONE,
                        LabelPolicy.defaults())
                .publish(env);
    }

    KafkaAccount account() {
        return new KafkaAccount(processes.bootstrap());
    }

    String bootstrap() {
        return processes.bootstrap();
    }

    FlinkPage flink() {
        return processes.flink();
    }

    void send(Signals signal, String part) {
        signal.send(processes.pid(part));
    }

    @Override
    public void close() {
        processes.close();
    }
}
