package io.m6flow.review.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * A real OpenID provider (Spring Authorization Server) with a login form of its own. What is wrong with a
 * person's ID token, if anything, the person's name says.
 */
final class RealProvider implements AutoCloseable {
    static final String CLIENT = "m6flow";
    static final String SECRET = "the-secret-of-the-client";
    static final String PASSWORD = "password";
    static final List<String> PEOPLE = List.of(
            "lin", "boss", "shopkeeper", "nobody", "wrong-audience", "wrong-nonce", "expired", "homeless-merchant");

    private static final Map<String, String> ROLES = Map.of(
            "lin",
            "reviewers",
            "boss",
            "managers",
            "shopkeeper",
            "merchants",
            "homeless-merchant",
            "merchants",
            "nobody",
            "guests");

    private final ServletWebServerApplicationContext context;

    private RealProvider(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    static RealProvider start(URI callback) {
        RealProvider provider =
                new RealProvider((ServletWebServerApplicationContext) new SpringApplicationBuilder(Parts.class)
                        .web(WebApplicationType.SERVLET)
                        .logStartupInfo(false)
                        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                        .properties(Map.of(
                                "server.port", "0",
                                "server.servlet.session.cookie.name", "PROVIDER",
                                "logging.level.root", "ERROR",
                                "spring.mvc.servlet.load-on-startup", "1",
                                "callback", callback.toString()))
                        .run());
        // The first answers take long, for much is loaded then; we are less patient than a browser.
        Browser warming = new Browser();
        warming.get(provider.issuer().resolve("/.well-known/openid-configuration"));
        warming.get(provider.issuer().resolve("/oauth2/jwks"));
        warming.get(provider.issuer().resolve("/login"));
        return provider;
    }

    URI issuer() {
        return URI.create("http://localhost:" + context.getWebServer().getPort());
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Parts {
        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, each -> each.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .exceptionHandling(
                            fault -> fault.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")));
            return http.build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            http.authorizeHttpRequests(all -> all.anyRequest().authenticated()).formLogin(Customizer.withDefaults());
            return http.build();
        }

        @Bean
        UserDetailsService people() {
            return new InMemoryUserDetailsManager(PEOPLE.stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}" + PASSWORD)
                            .roles("PERSON")
                            .build())
                    .toList());
        }

        @Bean
        RegisteredClientRepository clients(org.springframework.core.env.Environment environment) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(
                            UUID.randomUUID().toString())
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(environment.getRequiredProperty("callback"))
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() throws Exception {
            RSAKey key = new RSAKeyGenerator(2048).keyID("test").generate();
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                if (!token.getTokenType().getValue().equals("id_token")) {
                    return;
                }
                String name = token.getPrincipal().getName();
                token.getClaims().claim("preferred_username", name);
                token.getClaims()
                        .claim(
                                "realm_access",
                                Map.of("roles", List.of("other", ROLES.getOrDefault(name, "reviewers"))));
                token.getClaims()
                        .claim("shop", name.equals("shopkeeper") ? "M-1" : name.startsWith("homeless") ? "" : "*");
                switch (name) {
                    case "wrong-audience" -> token.getClaims().audience(List.of("somebody-else"));
                    case "wrong-nonce" -> token.getClaims().claim("nonce", "another");
                    case "expired" ->
                        token.getClaims()
                                .issuedAt(Instant.now().minusSeconds(7_200))
                                .expiresAt(Instant.now().minusSeconds(3_600));
                    default -> {}
                }
            };
        }
    }
}
