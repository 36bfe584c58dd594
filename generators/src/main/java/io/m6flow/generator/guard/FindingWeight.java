package io.m6flow.generator.guard;

import java.util.List;

/**
 * What a candidate's findings take from its score.
 *
 * <p>penalty = 4·(1 − 2<sup>−errors</sup>) + ½·(1 − 2<sup>−warnings</sup>) + 1⁄20·(1 − 2<sup>−infos</sup>)
 *
 * <p>The first error costs 2, the first warning ¼, the first remark 1⁄40; each further one half of the one before. So no
 * number of warnings weighs as much as one error (½ against 2), and no number of remarks as much as one warning.
 */
public final class FindingWeight {
    private static final double OF_ERRORS = 4;
    private static final double OF_WARNINGS = 0.5;
    private static final double OF_INFOS = 0.05;

    private FindingWeight() {}

    /** From 0 (nothing was noticed) to less than 4.55. */
    public static double penalty(List<Finding> findings) {
        return OF_ERRORS * share(findings, Severity.ERROR)
                + OF_WARNINGS * share(findings, Severity.WARNING)
                + OF_INFOS * share(findings, Severity.INFO);
    }

    private static double share(List<Finding> findings, Severity severity) {
        long count = findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        return 1 - Math.pow(2, -(double) count);
    }
}
