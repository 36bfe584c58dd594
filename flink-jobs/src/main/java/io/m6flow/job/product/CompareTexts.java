package io.m6flow.job.product;

import io.m6flow.generator.guard.Sketch;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.writing.DraftCopy;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by tenant: notes on a reason that it reads like the one of another product of the same merchant. It goes by
 * sketches of the texts, of which a product has one; those that nobody wrote anew for {@link #MEMORY} are forgotten.
 * Everything else passes untouched.
 */
public final class CompareTexts extends KeyedProcessFunction<String, WriteResult, WriteResult> {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

    static final String RULE = "NEAR_DUPLICATE";
    private static final Duration MEMORY = Duration.ofDays(90);

    /** The sketch of each product's latest reason. */
    @SuppressWarnings("NullAway.Init") // set in open
    private transient MapState<String, long[]> sketches;

    /** The product that was last seen with a band; a product with nearly the same text shares one. */
    @SuppressWarnings("NullAway.Init") // set in open
    private transient MapState<Long, String> productsByBand;

    @Override
    public void open(OpenContext context) {
        StateTtlConfig forgotten = StateTtlConfig.newBuilder(MEMORY)
                .cleanupInRocksdbCompactFilter(1000)
                .build();
        var ofProducts = new MapStateDescriptor<>("sketches", String.class, long[].class);
        var ofBands = new MapStateDescriptor<>("products-by-band", Long.class, String.class);
        ofProducts.enableTimeToLive(forgotten);
        ofBands.enableTimeToLive(forgotten);
        sketches = getRuntimeContext().getMapState(ofProducts);
        productsByBand = getRuntimeContext().getMapState(ofBands);
    }

    @Override
    public void processElement(WriteResult result, Context context, Collector<WriteResult> out) throws Exception {
        ContentDraft draft = result.draft();
        if (draft == null || draft.getKind() != Kind.REASON) {
            out.collect(result);
            return;
        }
        Sketch sketch = Sketch.of(draft.getText(), Inspector.source(draft.getSource(), ""));
        Optional<String> like = likest(draft.getSubject(), sketch);
        remember(draft.getSubject(), sketch);
        out.collect(like.map(product -> noted(result, draft, product)).orElse(result));
    }

    private Optional<String> likest(String product, Sketch sketch) throws Exception {
        for (long band : sketch.bands()) {
            String other = productsByBand.get(band);
            if (other == null || other.equals(product)) {
                continue;
            }
            long[] known = sketches.get(other);
            if (known != null && sketch.similarity(Sketch.restore(known)) >= Sketch.NEAR_DUPLICATE) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private void remember(String product, Sketch sketch) throws Exception {
        sketches.put(product, sketch.toLongs());
        for (long band : sketch.bands()) {
            productsByBand.put(band, product);
        }
    }

    private static WriteResult noted(WriteResult result, ContentDraft draft, String product) {
        ContentDraft noted = DraftCopy.of(draft);
        List<Finding> findings = new ArrayList<>(draft.getFindings());
        findings.add(Finding.newBuilder()
                .setRule(RULE)
                .setStart(0)
                .setEnd(draft.getText().length())
                .setSeverity(Severity.WARNING)
                .setMessage("与商品 " + product + " 的推荐理由几乎相同；请写出这件商品自己的特点")
                .build());
        noted.setFindings(findings);
        return new WriteResult(result.request(), noted, null);
    }
}
