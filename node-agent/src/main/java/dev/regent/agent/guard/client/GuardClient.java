package dev.regent.agent.guard.client;

import dev.regent.agent.guard.Guard;
import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.core.Launch;
import dev.regent.agent.guard.core.Manner;
import dev.regent.agent.guard.wire.FromGuard;
import dev.regent.protocol.MonotonicTime;
import dev.regent.protocol.Revision;
import dev.regent.protocol.Session;
import dev.regent.protocol.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The guard over its pipe. Callers on any thread; answers come in any order.
 *
 * <p><b>Failure modes.</b> A guard that does not answer within the deadline is lost as one that is
 * gone: whether it did what was asked stays unknown, and the daemon may not go on.
 */
public final class GuardClient implements Guard {
  /** Nothing but memory is behind these. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** A guard that does not say its name for so long is frozen, and will be killed for it. */
  private static final Duration WELCOME = Duration.ofSeconds(5);

  /** A disk, a fork, an address or a killing is. */
  private static final Duration DEED = Duration.ofSeconds(6);

  private final Connection connection;
  private final Listeners listeners = new Listeners();
  private volatile boolean closed;
  private final CompletableFuture<FromGuard.Welcome> welcome = new CompletableFuture<>();

  private GuardClient(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects to a living guard and takes it over.
   *
   * @throws IOException when none answers there within five seconds, or one of another version
   */
  public static GuardClient takeOver(Path socket) throws IOException {
    GuardClient client = new GuardClient(Connection.open(socket));
    Thread reader = new Thread(client::listen, "guard-pipe");
    reader.setDaemon(true);
    reader.start();
    try {
      FromGuard word = client.connection.welcome().get(WELCOME.toMillis(), TimeUnit.MILLISECONDS);
      client.accept(word);
      return client;
    } catch (ExecutionException | TimeoutException silent) {
      client.close();
      throw new IOException("no guard answers at " + socket, silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      client.close();
      throw new IOException("interrupted while taking the guard over", interrupted);
    }
  }

  @Override
  public Session session() {
    return welcome.join().session();
  }

  @Override
  public Holding holding() {
    FromGuard.Held held = welcome.join().held();
    return new Holding(
        held.armed().map(Armed::token),
        held.armed().map(Armed::deadline),
        held.dead(),
        held.obeyed(),
        held.paused(),
        held.fired(),
        held.postmaster());
  }

  @Override
  public Answer arm(Token token, MonotonicTime deadline) {
    return ask(new GuardCommand.Arm(new Armed(token, deadline)), ANSWER);
  }

  @Override
  public Answer markDead(Token token) {
    return ask(new GuardCommand.MarkDead(token), ANSWER);
  }

  @Override
  public Answer obey(Revision revision) {
    return ask(new GuardCommand.Obey(revision), ANSWER);
  }

  @Override
  public Answer start(PostgresStart start) {
    Launch launch =
        new Launch(start.command(), start.environment(), start.dataDirectory(), start.logFile());
    return ask(new GuardCommand.Start(launch), DEED);
  }

  @Override
  public Answer promote(Token token) {
    return ask(new GuardCommand.Promote(token), DEED);
  }

  @Override
  public Answer kill(boolean orderly) {
    return ask(new GuardCommand.Kill(orderly ? Manner.ORDERLY : Manner.AT_ONCE), DEED);
  }

  @Override
  public Answer addVip(Token token, Duration validLifetime) {
    return ask(new GuardCommand.AddVip(token, validLifetime), DEED);
  }

  @Override
  public Answer dropVip() {
    return ask(new GuardCommand.DropVip(), DEED);
  }

  @Override
  public Answer pause(boolean paused) {
    return ask(new GuardCommand.Pause(paused), DEED);
  }

  @Override
  public void onPostgresGone(Runnable gone) {
    listeners.onGone(gone);
  }

  @Override
  public void onLost(Runnable lost) {
    listeners.onLost(lost);
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }

  private void accept(FromGuard word) throws IOException {
    switch (word) {
      case FromGuard.Welcome it -> welcome.complete(it);
      case FromGuard.OtherVersion(int version) -> {
        close();
        throw new OtherVersionException(version);
      }
      case FromGuard.Answered it -> throw new IOException("an answer before the welcome: " + it);
      case FromGuard.PostgresGone it -> throw new IOException("news before the welcome: " + it);
    }
  }

  private void listen() {
    try {
      connection.listen(listeners::tellGone);
    } catch (IOException broken) {
      lose("the guard is gone or serves a newer daemon: " + broken);
    }
  }

  private void lose(String reason) {
    connection.close();
    listeners.tellLost(reason, !closed);
    connection.fail(reason);
  }

  private Answer ask(GuardCommand command, Duration deadline) {
    if (listeners.isLost()) {
      throw new GuardLost(listeners.reason());
    }
    try {
      return translate(await(connection.ask(command), deadline));
    } catch (IOException | ExecutionException broken) {
      lose("the guard is gone or serves a newer daemon: " + broken.getMessage());
    } catch (TimeoutException silent) {
      lose("the guard did not answer " + command + " within " + deadline);
    }
    throw new GuardLost(listeners.reason());
  }

  // An interrupted caller still learns what became of its command; it is not long.
  private static <T> T await(CompletableFuture<T> future, Duration deadline)
      throws ExecutionException, TimeoutException {
    long end = System.nanoTime() + deadline.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Answer translate(dev.regent.agent.guard.core.Answer answer) {
    return switch (answer) {
      case dev.regent.agent.guard.core.Answer.Done() -> new Answer.Done();
      case dev.regent.agent.guard.core.Answer.Refused(String reason) -> new Answer.Refused(reason);
    };
  }
}
