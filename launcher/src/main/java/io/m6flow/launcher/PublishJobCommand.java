package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import java.util.concurrent.Callable;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the publish job on the Flink cluster that it is submitted to. */
@Command(
        name = "publish-job",
        mixinStandardHelpOptions = true,
        description = "The publish job, for 'flink run' on a cluster; needs kafka.bootstrap and redis.uri.")
final class PublishJobCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    PublishJobCommand() {}

    @Override
    public Integer call() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Settings settings = options.read();
        RegisteredSchemas.check(settings);
        DeployedParts.jobs(settings).publish(env);
        env.execute(Jobs.PUBLISH);
        return 0;
    }
}
