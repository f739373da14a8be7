package dev.regent.controller.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import dev.regent.protocol.Endpoint;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Binds the HTTP server of a node. */
public final class HttpServer {
  private HttpServer() {}

  /** The address could not be listened on. */
  public static final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(Endpoint listen, Throwable cause) {
      super(
          ("cannot listen for HTTP on %s: %s; another process may have the port, or the address is"
                  + " not one of this machine; see the node's http port in its configuration")
              .formatted(listen, reason(cause)),
          cause);
    }

    private static String reason(Throwable failure) {
      Throwable last = failure;
      while (last.getCause() != null) {
        last = last.getCause();
      }
      return String.valueOf(last.getMessage());
    }
  }

  /** Starts to answer; the stage fails with {@link CannotListen}. */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system, DatabaseAccess access, HttpOptions options) {
    Materializer materializer = SystemMaterializer.get(system).materializer();
    return Http.get(system)
        .newServerAt(options.listen().host(), options.listen().port())
        .bind(new HttpApi(access, options, materializer))
        .handle((binding, failure) -> {
          if (failure != null) {
            throw new CompletionException(new CannotListen(options.listen(), failure));
          }
          return binding;
        });
  }
}
