package io.m6flow.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.codec.Topics.Topic;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TopicsTest {

    /** Measures for labelling generated content, article 9. */
    @Test
    void whatLeftUnlabelledIsKnownForSixMonthsWhereverTheyBegin() {
        LocalDate aLeapYear = LocalDate.of(2028, 1, 1);
        long longest = LongStream.range(0, aLeapYear.lengthOfYear())
                .mapToObj(aLeapYear::plusDays)
                .mapToLong(day -> ChronoUnit.DAYS.between(day, day.plusMonths(6)))
                .max()
                .orElseThrow();
        Topic log = Topics.all().stream()
                .filter(topic -> topic.name().equals(Topics.UNLABELLED_RELEASES))
                .findFirst()
                .orElseThrow();

        assertThat(log.config()).containsEntry("cleanup.policy", "delete");
        assertThat(Duration.ofMillis(Long.parseLong(log.config().get("retention.ms"))))
                .isGreaterThanOrEqualTo(Duration.ofDays(longest));
    }
}
