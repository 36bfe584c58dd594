package io.m6flow.generator.openai;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a server asks to be left alone: seconds or a date. */
final class RetryAfter {
    private RetryAfter() {}

    /** The wait that the server names; none where it names none or says something else. */
    static Duration in(HttpHeaders headers, Clock clock) {
        return headers.firstValue("retry-after")
                .map(value -> wait(value.strip(), clock))
                .orElse(Duration.ZERO);
    }

    private static Duration wait(String value, Clock clock) {
        try {
            return value.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(value)) : until(value, clock);
        } catch (DateTimeException notADate) {
            return Duration.ZERO;
        }
    }

    private static Duration until(String date, Clock clock) {
        Instant then =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(clock.instant(), then);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
