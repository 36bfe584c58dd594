package io.m6flow.job;

import io.m6flow.job.again.AskAgain;
import io.m6flow.job.event.AcceptEvents;
import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventTypes;
import io.m6flow.job.event.Exits;
import io.m6flow.job.event.Received;
import io.m6flow.job.product.CompareTexts;
import io.m6flow.job.product.DetectChanges;
import io.m6flow.job.product.SettleProducts;
import io.m6flow.job.publish.PublishDecisions;
import io.m6flow.job.session.AssembleSessions;
import io.m6flow.job.session.RestoreOrder;
import io.m6flow.job.writing.AsyncWriting;
import io.m6flow.job.writing.SettleText;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.OutputTag;

/**
 * The two streams of M6 Flow.
 *
 * <pre>
 * generate
 *   product.events ─ accept ─ by product ─ changes ─ write ─ by tenant ─ compare ─ settle ───┐
 *                                                                                            ├─► content.drafts
 *   asr.segments ─── accept ─ by session ─ assemble ─ write ─ by session ─ order ──┬─────────┤
 *                                             │                              ▲     │         │
 *                                             └─ session's end ──────────────┘     └─ write ─┤
 *                                                                                   summary  │
 *   review.feedback ─ accept ─ ask again ─ write ─ settle ───────────────────────────────────┘
 *   on the way: changes ─► content.withdrawals; every event's end ─► event.outcomes;
 *               what fails anywhere ─► dead.letters, with reason, position and bytes
 *
 * publish
 *   review.decisions ─ accept ─ by tenant, kind, subject ─ publish ─┬─► content.published and every other sink
 *                                                                   └─► unlabelled.releases
 * </pre>
 *
 * <p><b>accept</b> sets aside what is no event. <b>changes</b> asks for one text per kind whose facts are new, and makes
 * older ones void. <b>assemble</b> puts segments in order and joins them into passages. <b>write</b> asks the generator,
 * many at a time and in any order, has guards look at what comes, and never fails for what a prompt does. <b>compare</b>
 * notes what reads like another product of the same merchant. <b>order</b> lets a session's passages out in
 * speaking order, and asks for a summary after the last. <b>ask again</b> has what a reviewer sent back written once
 * more. <b>publish</b> lets out what a decision allows, labelled, and tells what a waiver lets out without the visible label.
 *
 * <p>Both jobs are exactly once from Kafka to Kafka: state, offsets and transactions belong to one checkpoint. Drafts of
 * products alone may be let out sooner, at least once, by a sink of their own: the queue takes a contentId in once. An
 * operator's uid is its name in savepoints and never changes. The jobs set no checkpoint directory and no restart
 * strategy; the cluster's configuration does.
 */
public final class ContentJob {

    /** How long a barrier queues behind the catalogue before it overtakes: live drafts become visible only after it. */
    private static final Duration BARRIER_PATIENCE = Duration.ofMillis(100);

    /**
     * How long a record waits at most for others that go the same way. A thread per task keeps this time, so a short one
     * is work that the generator's cores miss, however little there is to send.
     */
    private static final Duration BUFFER_PATIENCE = Duration.ofMillis(200);

    /** The same on the way of speech, which somebody waits for and which passes several such doors. */
    private static final Duration LIVE_PATIENCE = Duration.ofMillis(50);

    private ContentJob() {}

    /** Builds the way from events to drafts; the caller executes it. */
    public static void generate(
            StreamExecutionEnvironment env, GenerateSources sources, GenerateSinks sinks, GenerateSettings settings) {
        prepare(env, settings.checkpointInterval());
        Branch products = products(env, sources.products(), settings);
        Branch speech = speech(env, sources.segments(), settings);
        Branch again = again(env, sources.feedback(), settings);
        deliver(products.drafts(), sinks);
        products.settled()
                .getSideOutput(Exits.OUTCOMES)
                .sinkTo(sinks.productOutcomes())
                .uid("product-outcomes")
                .name("outcomes of products");
        speech.drafts()
                .union(again.drafts())
                .sinkTo(sinks.drafts())
                .uid("drafts")
                .name("drafts");
        merged(Exits.WITHDRAWALS, products, speech, again)
                .sinkTo(sinks.withdrawals())
                .uid("withdrawals")
                .name("withdrawals");
        merged(Exits.OUTCOMES, products.unsettled(), speech, again)
                .sinkTo(sinks.outcomes())
                .uid("outcomes")
                .name("outcomes");
        merged(Exits.DEAD_LETTERS, products, speech, again)
                .sinkTo(sinks.deadLetters())
                .uid("dead-letters")
                .name("dead letters");
    }

    /** Builds the way from decisions to the world; the caller executes it. */
    public static void publish(
            StreamExecutionEnvironment env, PublishSources sources, PublishSinks sinks, PublishSettings settings) {
        prepare(env, settings.checkpointInterval());
        var decisions = accepted(
                env,
                sources.decisions(),
                "decision",
                EventTypes.decision(),
                AcceptEvents.<ReviewDecision>withoutOutcome(new Endings(settings.clock())));
        SingleOutputStreamOperator<PublishedContent> published = decisions
                .keyBy(received -> PublishedKey.of(received.accepted()).value())
                .process(
                        new PublishDecisions(settings.labels(), settings.clock()),
                        new AvroTypeInfo<>(PublishedContent.class))
                .uid("publish-decisions")
                .name("publish decisions");
        sinks.published()
                .forEach((name, sink) ->
                        published.sinkTo(sink).uid("published-" + name).name("published to " + name));
        published
                .getSideOutput(PublishDecisions.UNLABELLED)
                .sinkTo(sinks.unlabelled())
                .uid("unlabelled")
                .name("log of unlabelled releases");
        decisions
                .getSideOutput(Exits.DEAD_LETTERS)
                .sinkTo(sinks.deadLetters())
                .uid("dead-letters")
                .name("dead letters");
    }

    /** The sink that commits stays, though nothing goes there: what a savepoint holds of it needs its place. */
    private static void deliver(DataStream<ContentDraft> ofProducts, GenerateSinks sinks) {
        Sink<ContentDraft> atOnce = sinks.productDraftsAtOnce();
        DataStream<ContentDraft> committed = ofProducts;
        if (atOnce != null) {
            ofProducts.sinkTo(atOnce).uid("product-drafts-at-once").name("drafts of products, at once");
            committed =
                    ofProducts.filter(draft -> false).uid("no-product-drafts").name("none of them");
        }
        committed.sinkTo(sinks.productDrafts()).uid("product-drafts").name("drafts of products");
    }

    /** Drafts, and the operators whose side exits tell the rest. */
    private record Branch(DataStream<ContentDraft> drafts, List<SingleOutputStreamOperator<?>> operators) {

        /** The last one, which lets drafts out together with their outcomes. */
        SingleOutputStreamOperator<?> settled() {
            return operators.get(operators.size() - 1);
        }

        /** All before that. */
        Branch unsettled() {
            return new Branch(drafts, operators.subList(0, operators.size() - 1));
        }
    }

    private static Branch products(
            StreamExecutionEnvironment env, Source<Received<ProductEvent>, ?, ?> source, GenerateSettings settings) {
        Endings endings = new Endings(settings.clock());
        var events =
                accepted(env, source, "product", EventTypes.product(), AcceptEvents.<ProductEvent>withOutcome(endings));
        var requests = events.keyBy(
                        received -> EventDefaults.orderKey(received.accepted()).value())
                .process(new DetectChanges(settings.writing().reasonCandidates(), settings.clock()), WriteRequest.TYPE)
                .uid("product-changes")
                .name("product changes");
        // A task that waits for the full generator takes no barrier, and live drafts become visible so much later.
        // By itself it waits for one text; chained to the changes, for all four of an event. By key, since barriers
        // overtake nothing on the straight way from one task to the next.
        var texts = written(requests.keyBy(request -> request.blank().getOrderKey()), "product", settings);
        var drafts = texts.keyBy(result -> result.request().blank().getTenant())
                .process(new CompareTexts(), TypeInformation.of(WriteResult.class))
                .uid("product-compare")
                .name("compare texts")
                .process(new SettleProducts(endings), new AvroTypeInfo<>(ContentDraft.class))
                .uid("product-settle")
                .name("settle products");
        return new Branch(drafts, List.of(events, requests, drafts));
    }

    private static Branch speech(
            StreamExecutionEnvironment env, Source<Received<AsrSegment>, ?, ?> source, GenerateSettings settings) {
        Endings endings = new Endings(settings.clock());
        var segments =
                accepted(env, source, "segment", EventTypes.segment(), AcceptEvents.<AsrSegment>withOutcome(endings));
        var passages = segments.keyBy(
                        received -> EventDefaults.orderKey(received.accepted()).value())
                .process(new AssembleSessions(settings.session(), settings.clock()), WriteRequest.TYPE)
                .uid("session-assemble")
                .name("assemble sessions");
        var texts = written(passages, "passage", settings);
        var scripts = texts.keyBy(result -> result.request().blank().getOrderKey())
                .connect(passages.getSideOutput(AssembleSessions.ENDS).keyBy(end -> end.orderKey()))
                .process(new RestoreOrder(settings.session(), settings.clock()), new AvroTypeInfo<>(ContentDraft.class))
                .uid("session-order")
                .name("speaking order");
        for (SingleOutputStreamOperator<?> live : List.of(segments, passages, texts, scripts)) {
            live.setBufferTimeout(LIVE_PATIENCE.toMillis());
        }
        var summaries = written(scripts.getSideOutput(RestoreOrder.SUMMARIES), "summary", settings)
                .process(new SettleText(endings), new AvroTypeInfo<>(ContentDraft.class))
                .uid("summary-settle")
                .name("settle summaries");
        return new Branch(scripts.union(summaries), List.of(segments, passages, scripts, summaries));
    }

    private static Branch again(
            StreamExecutionEnvironment env, Source<Received<ReviewFeedback>, ?, ?> source, GenerateSettings settings) {
        Endings endings = new Endings(settings.clock());
        var feedback = accepted(
                env, source, "feedback", EventTypes.feedback(), AcceptEvents.<ReviewFeedback>withoutOutcome(endings));
        var requests = feedback.map(new AskAgain(settings.clock()), WriteRequest.TYPE)
                .uid("feedback-ask")
                .name("ask again");
        var drafts = written(requests, "feedback", settings)
                .process(new SettleText(endings), new AvroTypeInfo<>(ContentDraft.class))
                .uid("feedback-settle")
                .name("settle again");
        return new Branch(drafts, List.of(feedback, requests, drafts));
    }

    private static void prepare(StreamExecutionEnvironment env, Duration checkpointInterval) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        // A full generator holds up records, but not the barriers of checkpoints, by which output becomes visible.
        config.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        config.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, BARRIER_PATIENCE);
        env.configure(config);
        env.setBufferTimeout(BUFFER_PATIENCE.toMillis());
        // No operator changes a record that it was handed or keeps one that it hands on, so none needs a copy.
        env.getConfig().enableObjectReuse();
        env.enableCheckpointing(checkpointInterval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    }

    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<Received<T>> accepted(
            StreamExecutionEnvironment env,
            Source<Received<T>, ?, ?> source,
            String what,
            TypeInformation<Received<T>> type,
            AcceptEvents<T> accept) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), what + " source", type)
                .uid(what + "-source")
                .process(accept, type)
                .uid(what + "-accept")
                .name("accept " + what + "s");
    }

    private static SingleOutputStreamOperator<WriteResult> written(
            DataStream<WriteRequest> requests, String what, GenerateSettings settings) {
        return AsyncDataStream.unorderedWait(
                        requests,
                        new AsyncWriting(settings.generator(), settings.guards(), settings.writing(), settings.clock()),
                        settings.writing().timeout().multipliedBy(2).toMillis(),
                        TimeUnit.MILLISECONDS,
                        settings.writing().capacity())
                .uid(what + "-write")
                .name("write: " + what);
    }

    private static <T> DataStream<T> merged(OutputTag<T> exit, Branch... branches) {
        return Stream.of(branches)
                .flatMap(branch -> branch.operators().stream())
                .<DataStream<T>>map(operator -> operator.getSideOutput(exit))
                .reduce(DataStream::union)
                .orElseThrow();
    }
}
