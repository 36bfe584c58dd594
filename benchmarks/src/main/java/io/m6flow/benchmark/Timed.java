package io.m6flow.benchmark;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers and what they took.
 *
 * @param dtype the number type of the maths
 */
record Timed(String dtype, List<Answer> answers, ClosedLoop.Pass pass) {
    Timed {
        answers = List.copyOf(answers);
    }

    /** Refuses a run in which a request got no text: its figures would mean nothing. */
    static Timed allWritten(String dtype, List<Answer> answers, ClosedLoop.Pass pass) {
        List<Answer> without = answers.stream().filter(a -> !a.isWritten()).toList();
        if (!without.isEmpty()) {
            Answer one = without.get(0);
            throw new BenchException(without.size() + " of " + answers.size() + " requests got no text; "
                    + one.prompt().id() + ": " + one.complaint());
        }
        return new Timed(dtype, answers, pass);
    }

    Figures figures() {
        return Figures.of(dtype, answers, pass);
    }

    double seconds() {
        return pass.seconds();
    }

    /** The first text of each request, by its id. */
    Map<String, String> texts() {
        return answers.stream()
                .collect(Collectors.toMap(
                        a -> a.prompt().id(), a -> a.candidates().get(0).text()));
    }

    /** Tokens written for each request, by its id. */
    Map<String, Integer> tokens() {
        return answers.stream().collect(Collectors.toMap(a -> a.prompt().id(), Answer::tokens));
    }
}
