package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.id.TenantId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Principal LIN = new Principal("林小满", Role.REVIEWER, Optional.empty());

    @Test
    void listensOnThisMachineAloneUnlessToldOtherwise() {
        assertThat(WebSettings.defaults().host()).isEqualTo("127.0.0.1");
        assertThat(WebSettings.defaults().withHost("0.0.0.0").withPort(0).withSecureCookie(true))
                .returns("0.0.0.0", WebSettings::host)
                .returns(0, WebSettings::port)
                .returns(true, WebSettings::secureCookie);
    }

    @Test
    void saysWhichSettingIsWrong() {
        assertThatThrownBy(() -> WebSettings.defaults().withPort(70_000))
                .hasMessageContaining("port must be 0 to 65535");
        assertThatThrownBy(() -> WebSettings.defaults().withHost(" ")).hasMessageContaining("host is empty");
    }

    @Test
    void knowsATokensOwner() {
        AccessTokens tokens = AccessTokens.of(Map.of("a-token-of-16-chars", LIN));

        assertThat(tokens.find("a-token-of-16-chars")).contains(LIN);
        assertThat(tokens.find(" a-token-of-16-chars\n")).as("as pasted").contains(LIN);
        assertThat(tokens.find("a-token-of-16-charS")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
    }

    @Test
    void refusesATokenThatIsEasilyGuessed() {
        assertThatThrownBy(() -> AccessTokens.of(Map.of("fifteen-letters", LIN)))
                .hasMessageContaining("林小满")
                .hasMessageContaining("16 characters")
                .hasMessageNotContaining("fifteen-letters");
    }

    @Test
    void keepsAPrincipalToItsTenant() {
        Principal merchant = new Principal("商家", Role.MERCHANT, Optional.of(new TenantId("M-1")));

        assertThat(merchant.mayRead(new TenantId("M-1"))).isTrue();
        assertThat(merchant.mayRead(new TenantId("M-2"))).isFalse();
        assertThat(LIN.mayRead(new TenantId("M-2"))).isTrue();
        assertThatThrownBy(() -> new Principal("", Role.LEAD, Optional.empty())).hasMessageContaining("name");
    }
}
