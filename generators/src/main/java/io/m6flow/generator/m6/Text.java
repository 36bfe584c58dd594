package io.m6flow.generator.m6;

import io.m6flow.generator.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One text being written in one slot. Confined to the engine thread. */
final class Text {
    final Request request;
    private final Plan.Write plan;
    private final int index;
    private final Vocabulary vocabulary;
    private final int end;
    private final RandomGenerator random;
    private final TextOnly textOnly;
    private final List<Bound> bounds = new ArrayList<>();
    private int[] written = new int[32];
    private int length;
    private double logProbability;

    Text(Request request, Plan.Write plan, int index, Vocabulary vocabulary, int end) {
        this.request = request;
        this.plan = plan;
        this.index = index;
        this.vocabulary = vocabulary;
        this.end = end;
        this.random = new SplittableRandom(request.prompt.seeds().get(index));
        this.textOnly = new TextOnly(vocabulary);
        Decoding decoding = plan.decoding;
        bounds.add(textOnly);
        bounds.add(new MinLength(decoding.minTokens(), end));
        if (decoding.noRepeat() > 1) {
            bounds.add(new NoRepeat(decoding.noRepeat()));
        }
        bounds.addAll(plan.bounds.get());
    }

    /** Chooses the next token from row {@code row}; false when the text is complete. */
    boolean advance(Logits logits, int row) {
        float[] own = logits.row(row);
        for (Bound bound : bounds) {
            bound.narrow(own);
        }
        int token = Sampler.choose(own, plan.decoding, random);
        if (token < 0 || token == end) {
            return false;
        }
        bounds.forEach(bound -> bound.push(token));
        if (length == written.length) {
            written = Arrays.copyOf(written, 2 * length);
        }
        written[length++] = token;
        logProbability += logits.logProbability(row, token);
        int most = plan.decoding.maxTokens();
        return length < most || (textOnly.midCharacter() && length < most + TextOnly.MOST_MISSING);
    }

    /** The token to be fed to the model next. */
    int last() {
        return written[length - 1];
    }

    /** Where {@link #last} stands, counted from the start of the source. */
    int position() {
        return plan.source.length + length - 1;
    }

    int length() {
        return length;
    }

    void finish() {
        String text = vocabulary.decode(Arrays.copyOf(written, length));
        double mean = length == 0 ? 0 : logProbability / length;
        Candidate candidate = new Candidate(text, request.prompt.seeds().get(index), length, mean);
        request.finish(index, candidate, plan.source.length, plan.notes);
    }
}
