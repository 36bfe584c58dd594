package io.m6flow.review;

import java.util.Optional;

/**
 * How the review service does.
 *
 * @param redisAnswers whether Redis answered just now
 * @param sweeperTrouble what keeps the sweeper from going on, or empty
 */
public record ReviewHealth(
        boolean redisAnswers, IntakeStatus intake, RelayStatus relay, Optional<String> sweeperTrouble) {

    public boolean isWell() {
        return redisAnswers && intake.trouble().isEmpty() && relay.trouble().isEmpty() && sweeperTrouble.isEmpty();
    }
}
