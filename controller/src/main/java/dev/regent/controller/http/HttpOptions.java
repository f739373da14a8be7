package dev.regent.controller.http;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Invariants;
import java.time.Duration;

/**
 * How a node answers HTTP.
 *
 * @param listen where
 * @param commandTimeout how long a command waits for its commit before the outcome is called
 *     unknown; longer than an election, so that a command given during one still gets through
 * @param version of this build
 */
public record HttpOptions(Endpoint listen, Duration commandTimeout, String version) {
  /** Below Akka HTTP's own request timeout of 20 s, which would answer without saying anything. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  public HttpOptions {
    Invariants.require(
        commandTimeout.isPositive() && commandTimeout.compareTo(LONGEST) <= 0,
        "command timeout in 0..15 s, got: " + commandTimeout);
  }

  /** The usual options. */
  public static HttpOptions at(Endpoint listen) {
    return new HttpOptions(listen, Duration.ofSeconds(5), BuildVersion.text());
  }
}
