package io.m6flow.review.redis;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a tenant's waiting items need at most.
 *
 * @param need the lowest score of any, empty where none waits
 * @param ending the earliest deadline of any, in milliseconds since 1970
 */
record Bounds(OptionalDouble need, OptionalDouble ending) {

    /** @param answer of a script: the two as texts, empty for none */
    static Bounds of(List<?> answer) {
        return new Bounds(number(answer.get(0)), number(answer.get(1)));
    }

    /** Asks for a tenant's. */
    static ScriptCall call(TenantKeys tenant) {
        return new ScriptCall(Script.BOUNDS, tenant.prefix(), new Arguments());
    }

    private static OptionalDouble number(Object text) {
        String value = Bytes.text(text);
        return value.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
    }
}
