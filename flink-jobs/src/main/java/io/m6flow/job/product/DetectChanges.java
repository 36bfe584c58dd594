package io.m6flow.job.product;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Exits;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Received;
import io.m6flow.job.writing.DraftCopy;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.Source;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by product: asks for one text per kind whose facts are new, withdraws what they make void, calls off what is being
 * written of a product that was deleted, and settles the other kinds at once. Withdrawals and outcomes leave by the side exits.
 */
public final class DetectChanges extends KeyedProcessFunction<String, Received<ProductEvent>, WriteRequest> {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

    /** Holds the defaults; a builder would look them up anew for every draft. */
    private static final ContentDraft EMPTY = ContentDraft.newBuilder()
            .setContentId("")
            .setTenant("")
            .setKind(Kind.REASON)
            .setSubject("")
            .setSubjectRevision(0)
            .setOrderKey("")
            .setSource(new Source())
            .setText("")
            .setCreatedAt(Instant.EPOCH)
            .build();

    private final int reasonCandidates;
    private final JobClock clock;
    private final Endings endings;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<ProductMemory> memory;

    public DetectChanges(int reasonCandidates, JobClock clock) {
        this.reasonCandidates = reasonCandidates;
        this.clock = clock;
        this.endings = new Endings(clock);
    }

    @Override
    public void open(OpenContext context) {
        memory = getRuntimeContext().getState(new ValueStateDescriptor<>("product", ProductMemory.class));
    }

    @Override
    public void processElement(Received<ProductEvent> received, Context context, Collector<WriteRequest> out)
            throws Exception {
        ProductEvent event = received.accepted();
        long revision = EventDefaults.revision(event, received.raw().arrival());
        ProductMemory known = memory.value();
        Source source = source(event);
        Verdict verdict = ChangeDetection.judge(
                known == null ? ProductMemory.none() : known,
                event.getOperation(),
                revision,
                EventDefaults.kinds(event),
                received.again(),
                source);
        memory.update(verdict.memory());
        String orderKey = EventDefaults.orderKey(event).value();
        Verdict.Withdrawn withdrawn = verdict.withdrawn();
        if (withdrawn != null) {
            context.output(Exits.WITHDRAWALS, withdrawal(event, withdrawn));
            if (withdrawn.cause() == WithdrawalCause.DELETED) {
                ContentDraft common = common(event, revision, source, orderKey);
                withdrawn
                        .kinds()
                        .forEach(kind -> out.collect(WriteRequest.callingOff(blank(event, kind, revision, common))));
            }
        }
        verdict.settled()
                .forEach((kind, outcome) -> context.output(
                        Exits.OUTCOMES,
                        endings.outcome(received.raw(), kind, outcome, orderKey, event.getProductId(), null)));
        if (!verdict.toWrite().isEmpty()) {
            ContentDraft common = common(event, revision, source, orderKey);
            verdict.toWrite().forEach(kind -> out.collect(request(received, kind, revision, common)));
        }
    }

    /** What the drafts of all kinds have in common; the kind and the id are still to come. */
    private ContentDraft common(ProductEvent event, long revision, Source source, String orderKey) {
        ContentDraft common = DraftCopy.of(EMPTY);
        common.setTenant(event.getMerchantId());
        common.setSubject(event.getProductId());
        common.setSubjectRevision(revision);
        common.setOrderKey(orderKey);
        common.setSource(source);
        common.setTitle(event.getTitle());
        common.setCreatedAt(clock.now());
        return common;
    }

    private static ContentDraft blank(ProductEvent event, Kind kind, long revision, ContentDraft common) {
        ContentId id = ContentId.of(EventDefaults.tenant(event), kind, new Subject(event.getProductId()), revision, 0);
        ContentDraft blank = DraftCopy.of(common);
        blank.setContentId(id.value());
        blank.setKind(kind);
        return blank;
    }

    private WriteRequest request(Received<ProductEvent> received, Kind kind, long revision, ContentDraft common) {
        ProductEvent event = received.accepted();
        return new WriteRequest(
                blank(event, kind, revision, common),
                "",
                kind == Kind.REASON ? reasonCandidates : 1,
                List.of(new EventRef(received.raw(), event.getProductId(), true)),
                List.of(),
                List.of());
    }

    private static Source source(ProductEvent event) {
        return Source.newBuilder()
                .setTitle(event.getTitle())
                .setCategory(event.getCategory())
                .setAttributes(event.getAttributes())
                .setPrice(event.getPrice())
                .setProductId(event.getProductId())
                .build();
    }

    private Withdrawal withdrawal(ProductEvent event, Verdict.Withdrawn withdrawn) {
        return Withdrawal.newBuilder()
                .setTenant(event.getMerchantId())
                .setSubject(event.getProductId())
                .setOrderKey(EventDefaults.orderKey(event).value())
                .setKinds(withdrawn.kinds())
                .setFloorRevision(withdrawn.floorRevision())
                .setCause(withdrawn.cause())
                .setCreatedAt(clock.now())
                .build();
    }
}
