package dev.regent.simulation.drill;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.protocol.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class SqlTest {
  private static final Login LOGIN = new Login("app", "secret", "demo");

  /** As a postmaster that is stopped: its kernel still takes connections. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
  void aServerThatTakesAConnectionAndSaysNothingIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint = new Endpoint("127.0.0.1", silent.getLocalPort());
      Sql.Patience patience = new Sql.Patience(Duration.ofMillis(100), Duration.ofSeconds(2));
      assertThatThrownBy(() -> Sql.open(endpoint, LOGIN, patience))
          .isInstanceOf(SQLException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }
}
