package io.m6flow.review.oidc;

import io.m6flow.review.web.Role;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which provider signs people in, and what its claims mean here.
 *
 * @param issuer as it stands in the provider's discovery document
 * @param secretFile holds our secret, read whenever it is needed; empty for a public client, whom PKCE alone protects
 * @param claims where in the ID token a person's name, roles and tenant stand
 * @param roles what each value of the roles claim means here; whoever has several has the first that is named here
 */
public record OidcSettings(URI issuer, String clientId, String secretFile, Claims claims, Map<String, Role> roles) {

    /**
     * Where things stand in the ID token; a dot goes into an object, as in {@code realm_access.roles}.
     *
     * @param name stands in the audit chain, so it should be one that people cannot choose
     * @param tenant empty: all see all tenants, and merchants and operators cannot sign in this way
     */
    public record Claims(String name, String roles, String tenant) {
        public static final Claims USUAL = new Claims("preferred_username", "roles", "");

        public Claims {
            if (name.isBlank() || roles.isBlank()) {
                throw new IllegalArgumentException("the claims for name and roles must be named");
            }
        }
    }

    public OidcSettings {
        Objects.requireNonNull(claims, "claims");
        if (issuer.getScheme() == null || issuer.getRawAuthority() == null) {
            throw new IllegalArgumentException(
                    "issuer must be a whole address such as https://login.example.com/realms/shop, was " + issuer);
        }
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("client-id is empty; register M6 Flow at the provider and name it here");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("roles is empty, so nobody could sign in");
        }
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }
}
