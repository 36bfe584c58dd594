package io.m6flow.review.oidc;

import io.m6flow.review.web.IdentityProvider.Outcome;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.schema.id.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a principal of the claims about a person. Immutable. */
final class ClaimReader {
    /** Stands in the tenant claim of people who see all tenants. */
    private static final String ALL_TENANTS = "*";

    private final OidcSettings settings;

    ClaimReader(OidcSettings settings) {
        this.settings = settings;
    }

    Outcome read(Map<String, Object> claims, String subject) {
        String name = text(claims, settings.claims().name()).orElse(subject);
        List<String> values = texts(find(claims, settings.claims().roles()));
        Optional<Role> role = settings.roles().entrySet().stream()
                .filter(entry -> values.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (role.isEmpty()) {
            return new Outcome.NoRole("the claim " + settings.claims().roles() + " of \"" + name + "\" holds none of "
                    + settings.roles().keySet());
        }
        return principal(claims, name, role.get());
    }

    private Outcome principal(Map<String, Object> claims, String name, Role role) {
        boolean tenantsMatter = !settings.claims().tenant().isEmpty();
        Optional<String> tenant = tenantsMatter ? text(claims, settings.claims().tenant()) : Optional.empty();
        boolean needsOne = tenantsMatter || role == Role.MERCHANT || role == Role.OPERATOR;
        // A claim that is missing must not open all tenants.
        if (needsOne && tenant.isEmpty()) {
            return new Outcome.NoRole("\"" + name + "\" has no tenant; the claim \""
                    + settings.claims().tenant() + "\" must name one, or " + ALL_TENANTS + " for all");
        }
        try {
            return new Outcome.SignedIn(new Principal(
                    name,
                    role,
                    tenant.filter(value -> !value.equals(ALL_TENANTS)).map(TenantId::new)));
        } catch (IllegalArgumentException e) {
            return new Outcome.NoRole("a claim cannot be used: " + e.getMessage());
        }
    }

    private static Optional<String> text(Map<String, Object> claims, String path) {
        return texts(find(claims, path)).stream().findFirst();
    }

    /** The claim of this name; one that has dots may also stand in an object. */
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        int dot = path.indexOf('.');
        if (claims.containsKey(path) || dot < 0) {
            return claims.get(path);
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(dot + 1))
                : null;
    }

    private static List<String> texts(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return claim instanceof String one && !one.isBlank() ? List.of(one) : List.of();
    }
}
