package io.m6flow.generator.m6;

import io.m6flow.generator.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One text being written in one slot. Used by one thread at a time: the engine thread, and within a step the thread that
 * chooses its tokens.
 */
final class Text {
    /** On a CPU checking 13 tokens takes twice as long as computing one, checking 4 hardly less. */
    private static final int DRAFT = 12;

    /** A text of whose drafts fewer tokens than this come true on average is no longer drafted. */
    private static final double WORTH_DRAFTING = 1.5;

    private static final double DRAFT_WEIGHT = 0.2;

    final Request request;
    final Plan.Write plan;
    private final int index;
    private final Vocabulary vocabulary;
    private final int end;
    private final RandomGenerator random;
    private final TextOnly textOnly;
    private final List<Bound> bounds = new ArrayList<>();
    private final boolean bounded;
    private final float[] logits;
    private int[] written = new int[32];
    private int length;
    private double logProbability;
    private boolean complete;
    private @Nullable RuntimeException fault;
    private double cameTrue = DRAFT / 2.0;
    private int[] draft = {};
    private int proposed;
    private boolean delivered;

    Text(Request request, Plan.Write plan, int index, Vocabulary vocabulary, int end, int modelVocabulary) {
        this.request = request;
        this.plan = plan;
        this.index = index;
        this.vocabulary = vocabulary;
        this.end = end;
        this.random = new SplittableRandom(request.prompt.seeds().get(index));
        this.textOnly = new TextOnly(vocabulary);
        this.logits = new float[modelVocabulary];
        Decoding decoding = plan.decoding;
        bounds.add(textOnly);
        bounds.add(new MinLength(decoding.minTokens(), end));
        if (decoding.noRepeat() > 1) {
            bounds.add(new NoRepeat(decoding.noRepeat()));
        }
        if (!decoding.forbidden().isEmpty()) {
            bounds.add(new Forbidden(decoding.forbidden()));
        }
        List<Bound> own = plan.bounds.get();
        bounds.addAll(own);
        this.bounded = !own.isEmpty();
    }

    /**
     * Chooses tokens from consecutive rows for as long as each choice is what was fed to get the next row, and keeps
     * what goes wrong for {@link #fault}.
     *
     * @param fed the token fed at each place from 1 on
     * @return how many rows were of use
     */
    int follow(Logits rows, int first, int count, IntUnaryOperator fed) {
        if (!goesOn()) {
            return 0;
        }
        int taken = 0;
        try {
            do {
                advance(rows, first + taken);
                taken++;
            } while (!complete && taken < count && written[length - 1] == fed.applyAsInt(taken));
        } catch (RuntimeException e) {
            fault = e;
        }
        learn(taken - 1);
        return taken;
    }

    private void advance(Logits rows, int row) {
        if (!rows.isFinite(row)) {
            throw new ArithmeticException("the model gave no number for it");
        }
        rows.copyRow(row, logits);
        for (Bound bound : bounds) {
            bound.narrow(logits);
        }
        int token = Sampler.choose(logits, plan.decoding, random);
        if (token < 0 || token == end) {
            complete = true;
            return;
        }
        bounds.forEach(bound -> bound.push(token));
        if (length == written.length) {
            written = Arrays.copyOf(written, 2 * length);
        }
        written[length++] = token;
        logProbability += rows.logProbability(row, token);
        int most = plan.decoding.maxTokens() + (textOnly.midCharacter() ? TextOnly.MOST_MISSING : 0);
        complete = length >= most;
    }

    /** Drafts up to so many tokens, those that come next if it goes on copying its source, and says how many they are. */
    int draft(int most) {
        draft = foresee(most);
        return draft.length;
    }

    private int[] foresee(int most) {
        if (cameTrue < WORTH_DRAFTING) {
            return new int[0];
        }
        for (Bound bound : bounds) {
            int[] ahead = bound.foresee(Math.min(most, DRAFT));
            if (ahead.length > 0) {
                return ahead;
            }
        }
        return new int[0];
    }

    /** The last token and what was drafted for those after it; where the draft is short, what is fed does not matter. */
    int[] feed(int tokens) {
        int[] fed = new int[tokens];
        fed[0] = length == 0 ? end : written[length - 1];
        proposed = Math.min(tokens - 1, draft.length);
        System.arraycopy(draft, 0, fed, 1, proposed);
        return fed;
    }

    private void learn(int accepted) {
        if (proposed > 0) {
            cameTrue += DRAFT_WEIGHT * (accepted - cameTrue);
            proposed = 0;
        }
    }

    /** Whether the best token is nearly always the one that will be chosen. */
    boolean runsAlone() {
        return !plan.decoding.sample() && !bounded;
    }

    boolean complete() {
        return complete;
    }

    /** Whether it is to be written further: not complete, not failed, and somebody waits for it. */
    boolean goesOn() {
        return !complete && fault == null && !request.givenUp();
    }

    @Nullable
    RuntimeException fault() {
        return fault;
    }

    /** Where the last token stands, counted from the start of the source. */
    int position() {
        return plan.source.length + Math.max(0, length - 1);
    }

    int length() {
        return length;
    }

    /** How many more tokens it may get. */
    int left() {
        return Math.max(1, plan.decoding.maxTokens() - length);
    }

    /** The most columns that it can come to hold. */
    int cost() {
        return plan.source.length + plan.decoding.maxTokens();
    }

    /** Hands the text over; false if that was done before. */
    boolean deliver() {
        if (delivered) {
            return false;
        }
        delivered = true;
        String text = vocabulary.decode(Arrays.copyOf(written, length));
        double mean = length == 0 ? 0 : logProbability / length;
        Candidate candidate = new Candidate(text, request.prompt.seeds().get(index), length, mean);
        request.finish(index, candidate, plan.source.length, plan.notes);
        return true;
    }
}
