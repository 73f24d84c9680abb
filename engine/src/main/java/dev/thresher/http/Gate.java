package dev.thresher.http;

import dev.thresher.standing.AccessToken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. Everything but a route that is open needs the token; and no page of a browser may
 * ask anything, not even through a name that it has made resolve to this machine: requests must
 * name this server in {@code Host}, and come from no other origin, whatever their method.
 */
final class Gate {
  private static final String BEARER = "Bearer ";
  private static final Set<String> OWN_SITE = Set.of("none", "same-origin");

  private final Set<String> hosts;
  private final AccessToken token;

  /**
   * @param hosts names of this server, with its port
   */
  Gate(Set<String> hosts, AccessToken token) {
    this.hosts = Set.copyOf(hosts);
    this.token = token;
  }

  /** Empty if the request may go on. */
  Optional<Answer> refusal(Asked asked, boolean open) {
    return foreignHost(asked)
        .or(() -> foreignOrigin(asked))
        .or(() -> open ? Optional.empty() : withoutToken(asked));
  }

  private Optional<Answer> foreignHost(Asked asked) {
    var named = asked.headers("host");
    boolean own = named.size() == 1 && hosts.contains(named.getFirst().toLowerCase(Locale.ROOT));
    return own
        ? Optional.empty()
        : Optional.of(
            Answer.refused(
                403,
                "the request names another host than this server",
                "connect to the address that the coordinator has printed"));
  }

  private Optional<Answer> foreignOrigin(Asked asked) {
    boolean own =
        asked.headers("origin").stream().allMatch(this::isOwnOrigin)
            && asked.headers("sec-fetch-site").stream().allMatch(OWN_SITE::contains);
    return own
        ? Optional.empty()
        : Optional.of(
            Answer.refused(
                403,
                "pages of other origins may not ask this server",
                "use thresher's own verbs, or a program that is no browser"));
  }

  private boolean isOwnOrigin(String origin) {
    return hosts.stream().anyMatch(host -> origin.equals("http://" + host));
  }

  private Optional<Answer> withoutToken(Asked asked) {
    return asked.headers("authorization").equals(List.of())
            || !isRight(asked.headers("authorization"))
        ? Optional.of(
            Answer.refused(
                    401,
                    "the token is missing or wrong",
                    "send 'Authorization: Bearer TOKEN' with the token in the coordinator's state"
                        + " directory; nowhere else is it looked for")
                .with("WWW-Authenticate", "Bearer"))
        : Optional.empty();
  }

  private boolean isRight(List<String> credentials) {
    var first = credentials.getFirst();
    return credentials.size() == 1
        && first.startsWith(BEARER)
        && token.is(first.substring(BEARER.length()));
  }
}
