package io.m6flow.job;

import io.m6flow.job.event.AcceptEvents;
import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventTypes;
import io.m6flow.job.event.Exits;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Received;
import io.m6flow.job.product.DetectChanges;
import io.m6flow.job.product.SettleProducts;
import io.m6flow.job.publish.PublishDecisions;
import io.m6flow.job.writing.AsyncWriting;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** DRAFT. */
public final class ContentJob {

    private ContentJob() {}

    public static void generate(
            StreamExecutionEnvironment env, GenerateSources sources, GenerateSinks sinks, GenerateSettings settings) {
        prepare(env, settings.checkpointInterval());
        Endings endings = new Endings(settings.clock());
        SingleOutputStreamOperator<Received<ProductEvent>> products =
                accepted(env, sources.products(), "product", EventTypes.product(), endings, true);
        SingleOutputStreamOperator<WriteRequest> requests = products.keyBy(
                        received -> EventDefaults.orderKey(received.accepted()).value())
                .process(new DetectChanges(settings.writing().reasonCandidates(), settings.clock()))
                .uid("product-changes")
                .name("product changes");
        SingleOutputStreamOperator<ContentDraft> drafts = written(requests, "product", settings)
                .process(new SettleProducts(endings), new AvroTypeInfo<>(ContentDraft.class))
                .uid("product-settle")
                .name("settle products");
        drafts.sinkTo(sinks.drafts()).uid("drafts").name("drafts");
        requests.getSideOutput(Exits.WITHDRAWALS)
                .sinkTo(sinks.withdrawals())
                .uid("withdrawals")
                .name("withdrawals");
        products.getSideOutput(Exits.OUTCOMES)
                .union(requests.getSideOutput(Exits.OUTCOMES), drafts.getSideOutput(Exits.OUTCOMES))
                .sinkTo(sinks.outcomes())
                .uid("outcomes")
                .name("outcomes");
        products.getSideOutput(Exits.DEAD_LETTERS)
                .union(drafts.getSideOutput(Exits.DEAD_LETTERS))
                .sinkTo(sinks.deadLetters())
                .uid("dead-letters")
                .name("dead letters");
    }

    public static void publish(
            StreamExecutionEnvironment env, PublishSources sources, PublishSinks sinks, PublishSettings settings) {
        prepare(env, settings.checkpointInterval());
        Endings endings = new Endings(settings.clock());
        SingleOutputStreamOperator<Received<ReviewDecision>> decisions =
                accepted(env, sources.decisions(), "decision", EventTypes.decision(), endings, false);
        SingleOutputStreamOperator<PublishedContent> published = decisions
                .keyBy(received -> PublishedKey.of(received.accepted()).value())
                .process(new PublishDecisions(settings.labels(), settings.clock()))
                .returns(new AvroTypeInfo<>(PublishedContent.class))
                .uid("publish-decisions")
                .name("publish decisions");
        sinks.published()
                .forEach((name, sink) ->
                        published.sinkTo(sink).uid("published-" + name).name("published to " + name));
        decisions
                .getSideOutput(Exits.DEAD_LETTERS)
                .sinkTo(sinks.deadLetters())
                .uid("dead-letters")
                .name("dead letters");
    }

    private static void prepare(StreamExecutionEnvironment env, Duration checkpointInterval) {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        env.configure(config);
        env.enableCheckpointing(checkpointInterval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    }

    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<Received<T>> accepted(
            StreamExecutionEnvironment env,
            Source<Received<T>, ?, ?> source,
            String what,
            TypeInformation<Received<T>> type,
            Endings endings,
            boolean withOutcome) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), what + " source", type)
                .uid(what + "-source")
                .process(new AcceptEvents<T>(endings, withOutcome))
                .returns(type)
                .uid(what + "-accept")
                .name("accept " + what + "s");
    }

    private static SingleOutputStreamOperator<WriteResult> written(
            SingleOutputStreamOperator<WriteRequest> requests, String what, GenerateSettings settings) {
        JobClock clock = settings.clock();
        return AsyncDataStream.unorderedWait(
                        requests,
                        new AsyncWriting(settings.generator(), settings.writing(), clock),
                        settings.writing().timeout().multipliedBy(2).toMillis(),
                        TimeUnit.MILLISECONDS,
                        settings.writing().capacity())
                .uid(what + "-write")
                .name("write for " + what + "s");
    }
}
