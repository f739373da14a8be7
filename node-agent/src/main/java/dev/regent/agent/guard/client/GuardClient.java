package dev.regent.agent.guard.client;

import dev.regent.agent.guard.core.Armed;
import dev.regent.agent.guard.core.GuardCommand;
import dev.regent.agent.guard.wire.FromGuard;
import dev.regent.protocol.Session;
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
public final class GuardClient extends CommandedGuard {
  /** A guard that does not say its name for so long is frozen, and will be killed for it. */
  private static final Duration WELCOME = Duration.ofSeconds(5);

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

  @Override
  protected Answer answer(GuardCommand command, Duration deadline) {
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
}
