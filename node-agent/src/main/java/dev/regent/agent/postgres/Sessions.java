package dev.regent.agent.postgres;

import dev.regent.protocol.Endpoint;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The agent's sessions. Two are held: one for observing, one for jobs.
 *
 * <p>Held sessions are walsender sessions on a database ({@code replication=database}): they answer
 * SQL and IDENTIFY_SYSTEM, and they count against max_wal_senders instead of max_connections, so a
 * server whose clients took every connection is still seen and can still be promoted.
 *
 * <p>Thread use: each held session serves one thread at a time; {@link Observer} and the job that
 * runs have one each.
 */
final class Sessions implements AutoCloseable {
  /** The deadline of an ordinary answer; a server that misses it is unresponsive. */
  static final Duration ANSWER = Duration.ofMillis(900);

  private static final String OPTIONS =
      "-c statement_timeout=800 -c lock_timeout=500 -c search_path=pg_catalog"
          // The agent's own transactions never wait for a standby.
          + " -c synchronous_commit=local -c default_transaction_read_only=off";

  private final PostgresSettings settings;
  private Optional<Session> observing = Optional.empty();
  private Optional<Session> working = Optional.empty();

  Sessions(PostgresSettings settings) {
    this.settings = settings;
  }

  /** The session for looking; opened again when lost. */
  Session observing() throws JobFailed {
    observing = Optional.of(usable(observing));
    return observing.get();
  }

  boolean isObserving() {
    return observing.isPresent();
  }

  /** The session of the job that runs; opened again when lost. */
  synchronized Session working() throws JobFailed {
    working = Optional.of(usable(working));
    return working.get();
  }

  /** A new backend of the own server: it has read whatever settings the postmaster has read. */
  Session fresh() throws JobFailed {
    return open(own(), new Properties());
  }

  /** A session of a peer's server. */
  Session remote(Endpoint endpoint) throws JobFailed {
    return open(endpoint, walSender());
  }

  void dropObserving() {
    observing.ifPresent(Session::close);
    observing = Optional.empty();
  }

  synchronized void dropWorking() {
    working.ifPresent(Session::close);
    working = Optional.empty();
  }

  @Override
  public void close() {
    dropObserving();
    dropWorking();
  }

  private Session usable(Optional<Session> held) throws JobFailed {
    return held.isPresent() && !held.get().isBroken() ? held.get() : open(own(), walSender());
  }

  /** Where this agent reaches its own server. */
  Endpoint own() {
    String listens = settings.extraSettings().getOrDefault("listen_addresses", "*");
    boolean onLoopback =
        Arrays.stream(listens.split(","))
            .map(String::strip)
            .anyMatch(Set.of("*", "0.0.0.0", "localhost", "127.0.0.1")::contains);
    return onLoopback ? new Endpoint("127.0.0.1", settings.endpoint().port()) : settings.endpoint();
  }

  private static Properties walSender() {
    Properties properties = new Properties();
    properties.setProperty("replication", "database");
    return properties;
  }

  private Session open(Endpoint endpoint, Properties properties) throws JobFailed {
    properties.setProperty("user", Secrets.SUPERUSER_ROLE);
    properties.setProperty("password", settings.secrets().superuser());
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("assumeMinServerVersion", "13");
    properties.setProperty("ApplicationName", "regent_agent");
    properties.setProperty("options", OPTIONS);
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("socketTimeout", "1");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("gssEncMode", "disable");
    String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
    String url = "jdbc:postgresql://" + host + ":" + endpoint.port() + "/postgres";
    try {
      return new Session(DriverManager.getConnection(url, properties)).answerWithin(ANSWER);
    } catch (SQLException failed) {
      throw Session.failure("connect to " + url, failed);
    }
  }
}
