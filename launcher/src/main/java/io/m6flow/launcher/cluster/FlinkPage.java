package io.m6flow.launcher.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the JobManager how things are. Thread-safe. */
public final class FlinkPage {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient client;

    public FlinkPage(URI address) {
        this.address = address;
        this.client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    public URI address() {
        return address;
    }

    /** TaskManagers that are there; 0 while nobody answers. */
    public int taskManagers() {
        return ask("/overview").path("taskmanagers").asInt();
    }

    /** The state of a job as Flink calls it; empty if it is not known, or nobody answers. */
    public String state(String job) {
        return newest(job).path("state").asText();
    }

    /** Whether every task of the job runs. */
    public boolean runs(String job) {
        JsonNode found = newest(job);
        JsonNode tasks = found.path("tasks");
        return found.path("state").asText().equals("RUNNING")
                && tasks.path("total").asInt() > 0
                && tasks.path("running").asInt() == tasks.path("total").asInt();
    }

    /** In how much time 99 of 100 checkpoints of a job were complete, since its JobManager began; zero if none was. */
    public Duration checkpointP99(String job) {
        JsonNode summary = ask("/jobs/" + newest(job).path("jid").asText() + "/checkpoints")
                .path("summary");
        return Duration.ofMillis(summary.path("end_to_end_duration").path("p99").asLong());
    }

    private JsonNode newest(String job) {
        JsonNode newest = MissingNode.getInstance();
        for (JsonNode found : ask("/jobs/overview").path("jobs")) {
            if (found.path("name").asText().equals(job)
                    && found.path("start-time").asLong()
                            >= newest.path("start-time").asLong()) {
                newest = found;
            }
        }
        return newest;
    }

    private JsonNode ask(String path) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : MissingNode.getInstance();
        } catch (IOException away) {
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }
}
