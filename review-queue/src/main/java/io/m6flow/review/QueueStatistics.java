package io.m6flow.review;

import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was decided on some days, and how long it took. Days are those of UTC. A decision counts on the day it was made,
 * once it can no longer be undone; a text that is revoked later counts as revoked as well.
 *
 * @param first the first of the days
 * @param last the last of the days
 * @param outcomes all decisions
 * @param people the decisions of persons, by day
 * @param toClaim from an item's arrival to its last claim; only what persons decided
 * @param toDecide from the last claim to the decision; only what persons decided
 */
public record QueueStatistics(
        LocalDate first,
        LocalDate last,
        List<Outcomes> outcomes,
        List<PersonsDay> people,
        Map<Kind, TimesTaken> toClaim,
        Map<Kind, TimesTaken> toDecide) {
    public QueueStatistics {
        Objects.requireNonNull(first, "first");
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("last must not be before first, was " + last + " and " + first);
        }
        outcomes = List.copyOf(outcomes);
        people = List.copyOf(people);
        toClaim = Map.copyOf(toClaim);
        toDecide = Map.copyOf(toDecide);
    }

    /**
     * How many decisions were alike.
     *
     * @param model the version of the model that wrote, empty where none did
     */
    public record Outcomes(
            TenantId tenant, Kind kind, String model, DecisionOutcome outcome, DeciderType by, long count) {}

    /** How many decisions of one outcome a person made on a day. */
    public record PersonsDay(LocalDate day, String name, DecisionOutcome outcome, long count) {}
}
