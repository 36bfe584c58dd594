package io.m6flow.generator.m6;

import io.m6flow.generator.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts being written side by side, one slot each; slot i is row i of the network's cache. Texts join and leave
 * between steps; the last slot's text moves into a slot that falls free, so that the rows in use are always the first.
 *
 * <p>Confined to the engine thread.
 */
final class Batch {
    private static final int SOURCES_AT_ONCE = 8;

    private final Network network;
    private final Vocabulary vocabulary;
    private final int slots;
    private final int end;
    private final Totals totals;
    private final List<Text> texts = new ArrayList<>();

    Batch(Network network, Vocabulary vocabulary, int slots, Totals totals) {
        this.network = network;
        this.vocabulary = vocabulary;
        this.slots = slots;
        this.end = vocabulary.end();
        this.totals = totals;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    int free() {
        return slots - texts.size();
    }

    /** Takes in as many texts of these requests as there are free slots, reading each source once. */
    void join(List<Request> requests) {
        Map<Plan.Write, List<Text>> joining = new LinkedHashMap<>();
        int room = free();
        for (Request request : requests) {
            Plan.Write plan = (Plan.Write) request.plan;
            while (room > 0 && request.waiting() > 0) {
                Text text = new Text(request, plan, request.admit(), vocabulary, end);
                joining.computeIfAbsent(plan, p -> new ArrayList<>()).add(text);
                room--;
            }
        }
        List<Plan.Write> plans = new ArrayList<>(joining.keySet());
        plans.sort(Comparator.comparingInt(plan -> plan.source.length));
        for (int from = 0; from < plans.size(); from += SOURCES_AT_ONCE) {
            List<Plan.Write> some = plans.subList(from, Math.min(plans.size(), from + SOURCES_AT_ONCE));
            guard(
                    some.stream()
                            .flatMap(p -> joining.getOrDefault(p, List.of()).stream())
                            .toList(),
                    () -> read(some, joining));
        }
    }

    /** Reads a few sources together; each of their texts then has its first token. */
    private void read(List<Plan.Write> plans, Map<Plan.Write, List<Text>> joining) {
        List<Integer> origin = new ArrayList<>();
        List<Text> newcomers = new ArrayList<>();
        for (int p = 0; p < plans.size(); p++) {
            for (Text text : joining.getOrDefault(plans.get(p), List.of())) {
                origin.add(p);
                newcomers.add(text);
            }
        }
        int first = texts.size();
        int[] origins = new int[origin.size()];
        int[] rows = new int[origin.size()];
        for (int i = 0; i < rows.length; i++) {
            origins[i] = origin.get(i);
            rows[i] = first + i;
        }
        Logits logits = network.prefill(plans.stream().map(p -> p.source).toList(), origins, rows);
        plans.forEach(p -> totals.read(p.source.length));
        texts.addAll(newcomers);
        boolean[] done = new boolean[texts.size()];
        for (int i = 0; i < rows.length; i++) {
            done[rows[i]] = !advance(newcomers.get(i), logits, origins[i]);
        }
        leave(done);
    }

    /** Drops texts that nobody waits for, then writes one token in every slot. */
    void step() {
        boolean[] done = new boolean[texts.size()];
        for (int i = 0; i < done.length; i++) {
            done[i] = texts.get(i).request.givenUp();
        }
        leave(done);
        if (!texts.isEmpty()) {
            guard(List.copyOf(texts), this::write);
        }
    }

    private void write() {
        int n = texts.size();
        int[] tokens = new int[n];
        int[] positions = new int[n];
        for (int i = 0; i < n; i++) {
            tokens[i] = texts.get(i).last();
            positions[i] = texts.get(i).position();
        }
        Logits logits = network.step(tokens, positions);
        totals.step(n);
        boolean[] done = new boolean[n];
        for (int i = 0; i < n; i++) {
            done[i] = !advance(texts.get(i), logits, i);
        }
        leave(done);
    }

    /** Members fail alone: what goes wrong in one text's bounds or sampling ends that request only. */
    private boolean advance(Text text, Logits logits, int row) {
        try {
            int before = text.length();
            boolean more = text.advance(logits, row);
            totals.wrote(text.length() - before);
            if (!more) {
                text.finish();
            }
            return more;
        } catch (RuntimeException e) {
            text.request.fail(Fault.PROMPT, "the text could not be continued: " + e);
            return false;
        }
    }

    /** What goes wrong in the native maths concerns all who were in that call, and nobody else. */
    private void guard(List<Text> concerned, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            concerned.forEach(text -> text.request.fail(Fault.DEVICE, "the model failed: " + e));
            texts.removeAll(concerned);
            if (!texts.isEmpty()) {
                failAll(Fault.DEVICE, "the model failed while others were being written: " + e);
            }
            network.forget();
        }
    }

    void failAll(Fault fault, String message) {
        texts.forEach(text -> text.request.fail(fault, message));
        texts.clear();
    }

    private void leave(boolean[] done) {
        for (int i = done.length - 1; i >= 0; i--) {
            if (done[i]) {
                Text last = texts.remove(texts.size() - 1);
                if (i < texts.size()) {
                    texts.set(i, last);
                    network.move(texts.size(), i, last.position());
                }
            }
        }
    }
}
