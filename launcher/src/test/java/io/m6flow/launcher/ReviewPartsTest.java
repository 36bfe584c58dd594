package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewPartsTest {
    private static final Map<ConfigKey, String> PROVIDER =
            Map.of(ConfigKey.REVIEW_OIDC_ISSUER, "https://login.example.com", ConfigKey.REVIEW_OIDC_CLIENT_ID, "m6");

    @Test
    void asksNoProviderUnlessOneIsNamed() {
        assertThat(ReviewParts.provider(review(Map.of()))).isEmpty();
        assertThat(ReviewParts.provider(review(PROVIDER))).isPresent();
    }

    @Test
    void refusesARoleThatThereIsNot() {
        Map<ConfigKey, String> flags = new EnumMap<>(PROVIDER);
        flags.put(ConfigKey.REVIEW_OIDC_ROLES, "people=king");

        assertThatThrownBy(() -> ReviewParts.provider(review(flags)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"king\" is no role");
    }

    private static Settings.Review review(Map<ConfigKey, String> flags) {
        return Settings.from(Configuration.read(null, Map.of(), flags)).review();
    }
}
