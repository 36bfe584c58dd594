package io.m6flow.launcher.config;

import io.m6flow.launcher.UsageException;
import io.m6flow.schema.Kind;
import io.m6flow.schema.rule.EventDefaults;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns values into their types; what is wrong is said with the key. */
record ValueReader(Configuration configuration) {
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[,\\s]+");

    String text(ConfigKey key) {
        return configuration.text(key).strip();
    }

    /** Whether a key says something else than what stands in for it. */
    boolean says(ConfigKey key) {
        return !text(key).isEmpty() && !text(key).equals(key.standIn());
    }

    /** Refuses keys that would do nothing, since another one is not set. */
    void refuseWithout(ConfigKey missing, List<ConfigKey> keys) {
        keys.stream().filter(this::says).findFirst().ifPresent(key -> {
            throw new UsageException(key.key() + " is set, but " + missing.key() + " is not; set that too, or leave "
                    + key.key() + " out");
        });
    }

    Optional<String> optional(ConfigKey key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    int port(ConfigKey key) {
        return number(key, 0, 65_535);
    }

    int number(ConfigKey key, int least, int most) {
        String value = configuration.text(key);
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below, together with numbers out of range.
        }
        throw new UsageException(
                key.key() + " must be a whole number from " + least + " to " + most + ", was \"" + value + "\"");
    }

    Duration duration(ConfigKey key) {
        String value = configuration.text(key);
        try {
            Duration duration = Duration.parse(value.strip());
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // Said below, together with durations that are not positive.
        }
        throw new UsageException(
                key.key() + " must be a positive duration such as PT5M or PT1S, was \"" + value + "\"");
    }

    /** A duration of a day at least, or empty where the value is "never". */
    Optional<Duration> daysOrNever(ConfigKey key) {
        if (text(key).equals(Settings.NEVER)) {
            return Optional.empty();
        }
        Duration duration = duration(key);
        if (duration.compareTo(Duration.ofDays(1)) < 0) {
            throw new UsageException(
                    key.key() + " must be a day (P1D) at least, or never, was \"" + configuration.text(key) + "\"");
        }
        return Optional.of(duration);
    }

    /** As {@link #duration}, but nothing at all will do as well. */
    Duration durationOrZero(ConfigKey key) {
        return configuration.text(key).strip().matches("PT0[SMH]") ? Duration.ZERO : duration(key);
    }

    /** A whole address, such as https://review.example.com. */
    URI address(ConfigKey key) {
        String value = text(key);
        try {
            URI address = URI.create(value);
            if (address.getScheme() != null && address.getRawAuthority() != null) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below, together with addresses that are not whole.
        }
        throw new UsageException(
                key.key() + " must be a whole address such as https://host.example.com, was \"" + value + "\"");
    }

    Set<Kind> productKinds(ConfigKey key) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String name : BETWEEN_NAMES.splitAsStream(text(key)).toList()) {
            Kind kind = EventDefaults.PRODUCT_KINDS.stream()
                    .filter(known -> known.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(null);
            if (kind != null) {
                kinds.add(kind);
            } else if (!name.isEmpty()) {
                throw new UsageException(key.key() + " must name kinds among " + EventDefaults.PRODUCT_KINDS
                        + ", separated by commas; \"" + name + "\" is none");
            }
        }
        return kinds;
    }

    <S, T> T checked(ConfigKey key, Function<S, T> use, S value) {
        try {
            return use.apply(value);
        } catch (IllegalArgumentException e) {
            throw new UsageException(key.key() + ": " + e.getMessage());
        }
    }
}
