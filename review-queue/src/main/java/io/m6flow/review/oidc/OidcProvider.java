package io.m6flow.review.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.m6flow.review.web.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * An OpenID Connect provider: authorization code with PKCE, state and nonce; who somebody is and may stands in
 * the ID token, which counts only with the provider's signature, our audience, our nonce and before it expires.
 * Thread-safe.
 */
public final class OidcProvider implements IdentityProvider {
    private static final Scope SCOPE = new Scope("openid", "profile");

    private final OidcSettings settings;
    private final Discovery discovery;
    private final ClaimReader claims;

    /** Asks the provider nothing before the first sign-in, so that we start without it. */
    public OidcProvider(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.discovery = new Discovery(settings, clock);
        this.claims = new ClaimReader(settings);
    }

    @Override
    public Attempt begin(URI callback) {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI address = new AuthenticationRequest.Builder(
                        ResponseType.CODE, SCOPE, new ClientID(settings.clientId()), callback)
                .endpointURI(discovery.known().metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Attempt(address, state.getValue(), nonce.getValue(), verifier.getValue());
    }

    @Override
    public Outcome finish(URI callback, URI answer, String state, String nonce, String verifier) {
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
            if (!new State(state).equals(response.getState())) {
                return new Outcome.Refused("the state is not that of this browser");
            }
            if (!response.indicatesSuccess()) {
                return new Outcome.Refused("the provider says "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
            return code == null
                    ? new Outcome.Refused("the provider sent no code")
                    : redeem(code, callback, nonce, new CodeVerifier(verifier));
        } catch (ParseException | IllegalArgumentException e) {
            return new Outcome.Refused("what came back is no answer: " + e.getMessage());
        }
    }

    private Outcome redeem(AuthorizationCode code, URI callback, String nonce, CodeVerifier verifier) {
        Discovery.Known known = discovery.known();
        try {
            AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, callback, verifier);
            TokenResponse response = OIDCTokenResponseParser.parse(
                    send(tokenRequest(known.metadata(), grant).toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                return new Outcome.Refused("the provider does not take the code: "
                        + response.toErrorResponse().getErrorObject().getCode());
            }
            JWT token = ((OIDCTokenResponse) response.toSuccessResponse())
                    .getOIDCTokens()
                    .getIDToken();
            IDTokenClaimsSet proven = known.validator().validate(token, new Nonce(nonce));
            return claims.read(proven.toJSONObject(), proven.getSubject().getValue());
        } catch (BadJOSEException e) {
            return new Outcome.Refused("the ID token is not good: " + e.getMessage());
        } catch (KeySourceException e) {
            throw new UnreachableException("no keys of " + settings.issuer(), e);
        } catch (JOSEException | ParseException e) {
            return new Outcome.Refused("the provider's answer cannot be read: " + e.getMessage());
        }
    }

    private TokenRequest tokenRequest(OIDCProviderMetadata metadata, AuthorizationCodeGrant grant) {
        URI endpoint = metadata.getTokenEndpointURI();
        ClientID client = new ClientID(settings.clientId());
        if (settings.secretFile().isEmpty()) {
            return new TokenRequest.Builder(endpoint, client, grant).build();
        }
        Secret secret = new Secret(secret());
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean inBodyOnly = methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return new TokenRequest.Builder(
                        endpoint,
                        inBodyOnly ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret),
                        grant)
                .build();
    }

    private String secret() {
        try {
            return Files.readString(Path.of(settings.secretFile())).strip();
        } catch (IOException e) {
            throw new UnreachableException("our secret at the provider cannot be read", e);
        }
    }

    private HTTPResponse send(HTTPRequest request) {
        request.setConnectTimeout(Discovery.TIMEOUT_MILLIS);
        request.setReadTimeout(Discovery.TIMEOUT_MILLIS);
        try {
            return request.send();
        } catch (IOException e) {
            throw new UnreachableException("no answer from " + settings.issuer(), e);
        }
    }
}
