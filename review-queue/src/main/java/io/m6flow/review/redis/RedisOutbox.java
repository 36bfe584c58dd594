package io.m6flow.review.redis;

import io.m6flow.review.AuditChain;
import io.m6flow.review.Outbox;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.id.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.XTrimParams;

/**
 * The outbox on Redis: a stream per tenant, into which the queue's scripts write, and one chain over all.
 * What is sealed is remembered by its position in the tenant's stream, in the same step, so that a crash
 * before the stream is trimmed seals nothing twice. Thread-safe.
 */
public final class RedisOutbox implements Outbox {
    static final byte[] SEALED = Bytes.of(TenantKeys.CHAIN + "sealed");
    private static final String HEAD = TenantKeys.CHAIN + "head";
    private static final String POSITIONS = TenantKeys.CHAIN + "positions";
    private static final byte[] FEEDBACK = Bytes.of(TenantKeys.CHAIN + "feedback");
    private static final byte[] NO_FEEDBACK = new byte[0];
    private static final int PORTION_OF_A_TENANT = 200;
    private static final byte[] END = Bytes.of("+");

    private final RedisConnection redis;
    private final QueueReader reader;

    private record Found(TenantKeys tenant, String position, StoredFields fields) {}

    public RedisOutbox(RedisConnection redis) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.reader = new QueueReader(redis);
    }

    @Override
    public AuditChain.Head head() {
        List<String> head = redis.ask(client -> client.hmget(HEAD, "index", "hash"));
        return new AuditChain.Head(number(head.get(0), 0), Objects.requireNonNullElse(head.get(1), ""));
    }

    @Override
    public Acknowledged acknowledged() {
        List<String> head = redis.ask(client -> client.hmget(HEAD, "sentIndex", "sentOffset"));
        return new Acknowledged(number(head.get(0), 0), number(head.get(1), -1));
    }

    private static long number(@Nullable String stored, long otherwise) {
        return Optional.ofNullable(stored).map(Long::parseLong).orElse(otherwise);
    }

    @Override
    public List<Entry> unsealed(int limit) {
        List<TenantKeys> tenants = tenantsWithDecisions();
        if (tenants.isEmpty()) {
            return List.of();
        }
        Map<String, String> sealed = redis.ask(client -> client.hgetAll(POSITIONS));
        // Whom the limit leaves out today stands first another time.
        Collections.shuffle(tenants);
        List<Found> found = read(tenants, sealed, limit);
        if (found.isEmpty()) {
            trim(tenants.stream()
                    .map(TenantKeys::tenant)
                    .collect(Collectors.toMap(
                            tenant -> tenant, tenant -> Objects.requireNonNull(sealed.get(tenant.value())))));
        }
        return compose(found);
    }

    private List<TenantKeys> tenantsWithDecisions() {
        ripen();
        List<TenantKeys> tenants = reader.tenants();
        return redis.askTogether(pipeline -> {
            Map<TenantKeys, Response<Long>> lengths = new LinkedHashMap<>();
            tenants.forEach(tenant -> lengths.put(tenant, pipeline.xlen(tenant.outbox())));
            return () -> new ArrayList<>(lengths.entrySet().stream()
                    .filter(entry -> entry.getValue().get() > 0)
                    .map(Map.Entry::getKey)
                    .toList());
        });
    }

    /** What can no longer be undone goes into the tenants' streams. */
    private void ripen() {
        redis.runAll(reader.withRipeDecisions().stream()
                .map(tenant -> new ScriptCall(Script.RIPEN, tenant.prefix(), new Arguments()))
                .toList());
    }

    private List<Found> read(List<TenantKeys> tenants, Map<String, String> sealed, int limit) {
        return redis.askTogether(pipeline -> {
            Map<TenantKeys, Response<List<Object>>> streams = new LinkedHashMap<>();
            for (TenantKeys tenant : tenants) {
                String last = sealed.get(tenant.tenant().value());
                byte[] from = Bytes.of(last == null ? "-" : "(" + last);
                streams.put(tenant, pipeline.xrange(tenant.outbox(), from, END, Math.min(limit, PORTION_OF_A_TENANT)));
            }
            return () -> streams.entrySet().stream()
                    .flatMap(
                            stream -> entries(stream.getKey(), stream.getValue().get()))
                    .limit(limit)
                    .toList();
        });
    }

    private static Stream<Found> entries(TenantKeys tenant, List<Object> stream) {
        return stream.stream().map(entry -> {
            List<?> parts = (List<?>) entry;
            return new Found(tenant, Bytes.text(parts.get(0)), StoredFields.flat((List<?>) parts.get(1)));
        });
    }

    private List<Entry> compose(List<Found> found) {
        List<byte[]> drafts = redis.askTogether(pipeline -> {
            var asked = found.stream()
                    .map(one -> pipeline.hget(one.tenant().item(one.fields().text("content")), Bytes.of("draft")))
                    .toList();
            return () -> asked.stream().map(Response::get).toList();
        });
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Found one = found.get(i);
            ContentDraft draft = StoredItem.draft(drafts.get(i));
            ReviewDecision decision = DecisionRecord.of(draft, StoredDecision.read(one.fields(), draft));
            entries.add(new Entry(one.tenant().tenant(), one.position(), decision, StoredFeedback.read(one.fields())));
        }
        return entries;
    }

    @Override
    public boolean seal(AuditChain.Head head, List<Entry> entries, List<AuditChain.Link> links) {
        if (entries.isEmpty() || entries.size() != links.size()) {
            throw new IllegalArgumentException(
                    "seal wants one link for each entry, was " + links.size() + " for " + entries.size());
        }
        AuditChain.Head next = links.get(links.size() - 1).head();
        Map<TenantId, String> positions = new LinkedHashMap<>();
        entries.forEach(entry -> positions.put(entry.tenant(), entry.position()));
        Arguments arguments = new Arguments()
                .add(head.index())
                .add(head.hash())
                .add(next.index())
                .add(next.hash())
                .add(positions.size());
        positions.forEach((tenant, position) -> arguments.add(tenant.value()).add(position));
        for (int i = 0; i < links.size(); i++) {
            ReviewFeedback feedback = entries.get(i).feedback();
            arguments.add(links.get(i).bytes()).add(feedback == null ? NO_FEEDBACK : StoredFeedback.encode(feedback));
        }
        boolean sealed = (Long) redis.run(Script.SEAL, TenantKeys.CHAIN, arguments) == 1;
        if (sealed) {
            trim(positions);
        }
        return sealed;
    }

    /** Forgets what is sealed; the positions already say so, so this may come late or twice. */
    private void trim(Map<TenantId, String> positions) {
        redis.askTogether(pipeline -> {
            positions.forEach((tenant, position) -> pipeline.xtrim(
                    new TenantKeys(tenant).outbox(),
                    XTrimParams.xTrimParams().exactTrimming().minId(after(position))));
            return () -> true;
        });
    }

    /** The first position behind one: positions are {@code milliseconds-number}. */
    private static String after(String position) {
        int dash = position.indexOf('-');
        return position.substring(0, dash + 1) + (Long.parseLong(position.substring(dash + 1)) + 1);
    }

    @Override
    public List<byte[]> unsent(int limit) {
        return redis.ask(client -> client.lrange(SEALED, 0, limit - 1L));
    }

    @Override
    public Map<Long, byte[]> unsentFeedback(long firstIndex, long lastIndex) {
        List<Long> indexes =
                LongStream.rangeClosed(firstIndex, lastIndex).boxed().toList();
        byte[][] fields =
                indexes.stream().map(index -> Bytes.of(index.toString())).toArray(byte[][]::new);
        List<byte[]> found = redis.ask(client -> client.hmget(FEEDBACK, fields));
        Map<Long, byte[]> feedback = new HashMap<>();
        for (int i = 0; i < fields.length; i++) {
            if (found.get(i) != null) {
                feedback.put(indexes.get(i), found.get(i));
            }
        }
        return feedback;
    }

    @Override
    public void acknowledge(AuditChain.Head head, long offset) {
        redis.run(
                Script.SENT,
                TenantKeys.CHAIN,
                new Arguments().add(head.index()).add(head.hash()).add(offset));
    }
}
