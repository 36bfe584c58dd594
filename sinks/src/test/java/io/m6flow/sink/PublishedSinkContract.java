package io.m6flow.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.testkit.PublishedContents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every sink for published content keeps to: of each place (tenant, kind, subject) the world sees the content with
 * the highest publishSequence, whatever comes twice, late or after a failure. Each test method has a world of its own.
 */
public abstract class PublishedSinkContract {
    @RegisterExtension
    static final FlinkCluster FLINK = new FlinkCluster();

    private static final String PLACE = "M-1|REASON|P-1";

    /** A sink to this test's world. */
    protected abstract Sink<PublishedContent> sink() throws Exception;

    /** The same, over something that breaks 30 % of the calls to it; a sink that cannot have that says why. */
    protected abstract Faulty faulty() throws Exception;

    /**
     * A sink whose calls fail.
     *
     * @param failures how many have failed so far
     */
    public record Faulty(Sink<PublishedContent> sink, IntSupplier failures) {}

    /** What readers see: key of the place to the content as JSON. Retracted content is absent. */
    protected abstract Map<String, String> world() throws Exception;

    @Test
    void publishes() throws Exception {
        var reason = reason(1, "碎花雪纺，带里布不用怕透。");
        var passage = PublishedContents.passage("H-1", "S-1", 0).build();
        write(reason, passage);
        assertThat(world())
                .containsOnly(
                        Map.entry(PLACE, JsonRecords.line(reason)),
                        Map.entry("H-1|SCRIPT|S-1#0", JsonRecords.line(passage)));
    }

    @Test
    void repeatsChangeNothing() throws Exception {
        var first = reason(1, "第一版");
        var second = reason(2, "第二版");
        write(first, first, second, second, first, second);
        assertThat(world()).containsOnly(Map.entry(PLACE, JsonRecords.line(second)));
    }

    @Test
    void whatIsOlderNeverComesBack() throws Exception {
        var newer = reason(10, "新的一版");
        write(newer, reason(9, "旧的一版"));
        write(reason(2, "更旧的一版"));
        assertThat(world()).containsOnly(Map.entry(PLACE, JsonRecords.line(newer)));
    }

    @Test
    void retracts() throws Exception {
        var other = PublishedContents.badge("M-1", "P-1").build();
        write(reason(1, "要撤回的"), other, retraction(2));
        assertThat(world()).containsOnly(Map.entry("M-1|BADGE|P-1", JsonRecords.line(other)));
    }

    @Test
    void whatWasRetractedStaysAwayUntilSomethingNewerComes() throws Exception {
        write(retraction(2), reason(1, "撤回前的"));
        assertThat(world()).isEmpty();
        var successor = reason(3, "撤回后的新版");
        write(successor, retraction(2));
        assertThat(world()).containsOnly(Map.entry(PLACE, JsonRecords.line(successor)));
    }

    @Test
    void anyOrderEndsTheSame() throws Exception {
        List<PublishedContent> history = history(8);
        Map<String, String> expected = History.endOf(history);
        FLINK.run(shuffled(repeating(history)), sink());
        assertThat(world()).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void aRestartInTheMiddleChangesNothing() throws Exception {
        List<PublishedContent> history = history(4);
        writeThroughAFailure(shuffled(history));
        assertThat(world()).isEqualTo(History.endOf(history));
    }

    @Test
    void endsTheSameWhenThirtyOfAHundredCallsFail() throws Exception {
        List<PublishedContent> history = history(8);
        Faulty faulty = faulty();
        FLINK.runOverCheckpoints(shuffled(repeating(history)), faulty.sink(), 1_000);
        assertThat(faulty.failures().getAsInt()).isGreaterThan(3);
        assertThat(world()).isEqualTo(History.endOf(history));
    }

    @Test
    void losesNothingThroughAFailure() throws Exception {
        List<PublishedContent> contents = IntStream.range(0, 12)
                .mapToObj(n -> PublishedContents.reason("M-1", "P-" + n).build())
                .toList();
        writeThroughAFailure(contents);
        assertThat(world()).isEqualTo(History.endOf(contents));
    }

    protected final void write(PublishedContent... contents) throws Exception {
        FLINK.run(List.of(contents), sink());
    }

    protected final void writeThroughAFailure(List<PublishedContent> contents) throws Exception {
        FLINK.runWithFailure(contents, sink());
    }

    /** A few contents between two checkpoints. */
    protected final void writeOverCheckpoints(List<PublishedContent> contents, Sink<PublishedContent> sink)
            throws Exception {
        FLINK.runOverCheckpoints(contents, sink, 0);
    }

    /** Throws what the job threw. */
    protected final void writeUntilAFailure(List<PublishedContent> contents) throws Exception {
        FLINK.runUntilFailure(contents, sink());
    }

    /** Five places, version after version; the last version of one place is a retraction. */
    protected static List<PublishedContent> history(int versions) {
        int last = (versions - 1) * 5;
        return IntStream.range(0, versions * 5)
                .mapToObj(n -> {
                    var content = PublishedContents.reason("M-1", "P-" + n % 5).sequence(1 + n / 5);
                    return (n == last ? content.retracted() : content.text("第" + n + "版")).build();
                })
                .toList();
    }

    private static List<PublishedContent> repeating(List<PublishedContent> history) {
        List<PublishedContent> repeating = new ArrayList<>(history);
        repeating.addAll(history.subList(history.size() / 4, history.size() * 3 / 4));
        return repeating;
    }

    /** In an order that is always the same. */
    private static List<PublishedContent> shuffled(List<PublishedContent> history) {
        List<PublishedContent> shuffled = new ArrayList<>(history);
        Collections.shuffle(shuffled, new Random(7));
        return shuffled;
    }

    private static PublishedContent reason(long sequence, String text) {
        return PublishedContents.reason("M-1", "P-1")
                .sequence(sequence)
                .text(text)
                .build();
    }

    private static PublishedContent retraction(long sequence) {
        return PublishedContents.reason("M-1", "P-1")
                .sequence(sequence)
                .retracted()
                .build();
    }
}
