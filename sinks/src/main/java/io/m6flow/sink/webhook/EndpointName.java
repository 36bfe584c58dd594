package io.m6flow.sink.webhook;

import java.util.regex.Pattern;

/** Names an endpoint for ever: in keys, in logs and in commands. */
public record EndpointName(String value) implements Comparable<EndpointName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public EndpointName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "an endpoint's name must be 1 to 63 of a-z, 0-9 and -, and begin with no -," + " was \"" + value
                            + "\"");
        }
    }

    @Override
    public int compareTo(EndpointName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
