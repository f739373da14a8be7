package dev.regent.controller.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.Endpoint;
import dev.regent.protocol.Invariants;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpServerTest {

  @Test
  void aTakenPortIsSaidWithItsAddress() {
    try (RunningServer server = new RunningServer()) {
      var second =
          HttpServer.start(server.kit.system(), server.access, HttpOptions.at(server.address));

      assertThatThrownBy(() -> second.toCompletableFuture().join())
          .hasCauseInstanceOf(HttpServer.CannotListen.class)
          .hasMessageContaining(server.address.toString())
          .hasMessageContaining("another process");
    }
  }

  @Test
  void aCommandCannotWaitLongerThanTheServerKeepsTheRequest() {
    assertThatThrownBy(
            () -> new HttpOptions(new Endpoint("127.0.0.1", 7401), Duration.ofSeconds(16), "1"))
        .isInstanceOf(Invariants.InvariantViolation.class)
        .hasMessageContaining("0..15 s");
  }
}
