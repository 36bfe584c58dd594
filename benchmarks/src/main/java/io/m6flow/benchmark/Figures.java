package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorStats;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one way of serving the workload reached.
 *
 * @param dtype the number type that it chose for its maths
 * @param tokensPerSecond written tokens over wall time
 * @param p50Millis median latency, from submission to the whole answer
 * @param meanBatch texts written side by side, averaged over decode steps
 * @param paddingShare share of the computed positions that no text needed, 0..1
 * @param decodeTokensPerSecond tokens over the time of decode steps alone, while the batch was full; NaN if not known
 */
record Figures(
        String dtype,
        double tokensPerSecond,
        double requestsPerSecond,
        double p50Millis,
        double p99Millis,
        double meanBatch,
        double paddingShare,
        double wallSeconds,
        double decodeTokensPerSecond,
        long requests,
        long tokens) {

    static Figures of(String dtype, List<Answer> answers, ClosedLoop.Pass pass) {
        long tokens = answers.stream().mapToLong(Answer::tokens).sum();
        GeneratorStats steady = pass.steady();
        return new Figures(
                dtype,
                tokens / pass.seconds(),
                answers.size() / pass.seconds(),
                1000 * percentile(50, answers),
                1000 * percentile(99, answers),
                pass.stats().meanBatch(),
                pass.stats().paddingShare(),
                pass.seconds(),
                steady.decodeSeconds() > 0 ? steady.writtenTokens() / steady.decodeSeconds() : Double.NaN,
                answers.size(),
                tokens);
    }

    private static double percentile(int percent, List<Answer> answers) {
        return percentile(percent, answers.stream().mapToDouble(Answer::latency).toArray());
    }

    /** The smallest value that so many percent of the values do not exceed; NaN of none. */
    static double percentile(int percent, double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /** The middle value, or the mean of the two in the middle; NaN of none. */
    static double median(double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Each figure's own median over the rounds, of which there is at least one. */
    static Figures median(List<Figures> rounds) {
        return new Figures(
                rounds.get(0).dtype(),
                median(rounds, Figures::tokensPerSecond),
                median(rounds, Figures::requestsPerSecond),
                median(rounds, Figures::p50Millis),
                median(rounds, Figures::p99Millis),
                median(rounds, Figures::meanBatch),
                median(rounds, Figures::paddingShare),
                median(rounds, Figures::wallSeconds),
                median(rounds, Figures::decodeTokensPerSecond),
                Math.round(median(rounds, Figures::requests)),
                Math.round(median(rounds, Figures::tokens)));
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        return median(rounds.stream().mapToDouble(figure).toArray());
    }
}
