package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the generate job on the Flink cluster that it is submitted to. */
@Command(
        name = "generate-job",
        mixinStandardHelpOptions = true,
        description = "The generate job, for 'flink run' on a cluster; needs kafka.bootstrap and redis.uri.")
final class GenerateJobCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    GenerateJobCommand() {}

    @Override
    public Integer call() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Settings settings = options.read();
        RegisteredSchemas.check(settings);
        DeployedParts.jobs(settings).generate(env);
        env.execute(Jobs.GENERATE);
        return 0;
    }
}
