package dev.regent.agent.daemon;

import akka.actor.typed.ActorSystem;
import dev.regent.controller.actor.CellListener;
import dev.regent.controller.http.DatabaseAccess;
import dev.regent.controller.http.HttpOptions;
import dev.regent.controller.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's HTTP server: bound to each ActorSystem that serves, and tried again while it is not.
 */
final class HttpService implements CellListener {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DatabaseAccess access;
  private final HttpOptions options;
  private final CompletableFuture<Void> first = new CompletableFuture<>();

  HttpService(DatabaseAccess access, HttpOptions options) {
    this.access = access;
    this.options = options;
  }

  @Override
  public void up(ActorSystem<?> system) {
    var _ =
        HttpServer.start(system, access, options)
            .whenComplete((binding, failure) -> {
              if (failure == null) {
                first.complete(null);
              } else {
                failed(system, failure);
              }
            });
  }

  private void failed(ActorSystem<?> system, Throwable failure) {
    LOG.error("no HTTP: {}", cause(failure).getMessage());
    first.completeExceptionally(failure);
    boolean ended = system.getWhenTerminated().toCompletableFuture().isDone();
    if (!ended) {
      var _ = system.scheduler().scheduleOnce(PAUSE, () -> up(system), system.executionContext());
    }
  }

  @Override
  public void down(String name) {
    LOG.warn("HTTP is down with {}", name);
  }

  /**
   * Waits for the first binding.
   *
   * @throws HttpServer.CannotListen when the address could not be listened on
   */
  void requireFirst() {
    try {
      first.join();
    } catch (CompletionException failed) {
      if (cause(failed) instanceof HttpServer.CannotListen cannot) {
        throw cannot;
      }
      throw failed;
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
