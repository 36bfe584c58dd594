package io.m6flow.review;

/**
 * How the review service does: its threads, and Redis.
 *
 * @param recall what carries recalls out
 * @param terms what follows the tenants' terms
 * @param trial what looks after the model on trial
 */
public record ReviewHealth(
        RedisStatus redis,
        IntakeStatus intake,
        RelayStatus relay,
        SweeperStatus sweeper,
        PartStatus recall,
        PartStatus terms,
        PartStatus trial) {

    public boolean redisAnswers() {
        return redis.state() != RedisStatus.State.SILENT;
    }

    /** Whether nothing at all is wrong just now. */
    public boolean isWell() {
        return redis.state().works()
                && intake.trouble().isEmpty()
                && relay.trouble().isEmpty()
                && sweeper.trouble().isEmpty()
                && recall.trouble().isEmpty()
                && terms.trouble().isEmpty()
                && trial.trouble().isEmpty();
    }
}
