package io.m6flow.launcher.cluster;

import io.m6flow.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the processes of a cluster run.
 *
 * @param lib class path of Flink's processes: Flink, the generators and what holds native code
 * @param jobs the jar of the jobs, without anything that stands in lib
 * @param command class path of the {@code m6flow} command, which is also the broker's and the review service's
 */
public record ClusterPrograms(String lib, Path jobs, String command) {

    /**
     * Those that the build left in the project's folder.
     *
     * @throws UsageException if there are none
     */
    public static ClusterPrograms of(Path project) {
        Path lib = project.resolve("flink-lib/target/class-path.txt");
        Path jobs = project.resolve("launcher/target/m6flow-jobs.jar");
        try {
            if (!Files.isRegularFile(jobs)) {
                throw new IOException("there is no " + jobs);
            }
            return new ClusterPrograms(
                    Files.readString(lib).strip(), jobs.toAbsolutePath(), System.getProperty("java.class.path"));
        } catch (IOException e) {
            throw new UsageException("the jobs for a cluster are not built (" + e.getMessage()
                    + "); build them with ./mvnw -pl launcher -am package -DskipTests in the folder of the project");
        }
    }
}
