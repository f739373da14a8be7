package dev.regent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsHashTest {
  @TempDir Path directory;

  private String hash(NodeFile file) {
    return file.loaded().settingsHash();
  }

  private String goodHash() {
    return hash(NodeFile.good(directory));
  }

  /** A change of the canonical text must be a decision, since nodes of two releases then differ. */
  @Test
  void staysTheSameFromReleaseToRelease() {
    assertThat(goodHash())
        .isEqualTo("189faa0a89b6a7e865cd5165316643245963a938b0445ee57cbcd15fe140d6c0");
  }

  @Test
  void dependsNeitherOnOrderNorOnFormat() {
    NodeFile other =
        NodeFile.good(directory)
            .with("{ name = a, role = data, host = 10.0.0.1 }\n", "")
            .with("host = 10.0.0.3 }", "host : \"10.0.0.3\" },\n{host=10.0.0.1,name=a,role=data}")
            .with("[a, b, w]", "[\n w # last\n b\n a ]")
            .with("{ node = a }", "")
            .with("port = 5432 }", "port = \"5432\" }, { node = a, host = 10.0.0.1 }")
            .with("standby-grace = 400 ms", "standby-grace = 0.4 seconds");
    assertThat(hash(other)).isEqualTo(goodHash());
  }

  @Test
  void doesNotTellADefaultFromTheSameValueWritten() {
    NodeFile other =
        NodeFile.good(directory)
            .with("mode = availability", "confirmations = 1, max-lag = 1024 KiB")
            .with("renew-interval = 500 ms", "renew-interval = 500 ms, ttl = 4000 ms")
            .with("profile = default", "");
    assertThat(hash(other)).isEqualTo(goodHash());
  }

  @Test
  void isTheSameOnAllNodes() {
    NodeFile witness =
        NodeFile.good(directory)
            .with("self = a", "self = w")
            .with("{ database = orders, data-directory = /data/orders }", "")
            .with("/var/lib/regent", "/elsewhere");
    assertThat(hash(witness)).isEqualTo(goodHash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "name = shop > name = shop2",
        "host = 10.0.0.2 > host = 10.0.0.9",
        "host = 10.0.0.2 > host = 10.0.0.2, cluster-port = 1",
        "host = 10.0.0.2 > host = 10.0.0.2, http-port = 1",
        "renew-interval = 500 ms > renew-interval = 501 ms",
        "renew-interval = 500 ms > ttl = 5 s",
        "renew-interval = 500 ms > suspect-time = 3100 ms",
        "renew-interval = 500 ms > clock-rate-bound = 6",
        "renew-interval = 500 ms > fence-budget = 601 ms",
        "renew-interval = 500 ms > guard-budget = 301 ms",
        "beat-interval = 200 ms > beat-interval = 201 ms",
        "beat-interval = 200 ms > election-timeout = 1001 ms",
        "beat-interval = 200 ms > stagger = 151 ms",
        "mode = availability > mode = protection",
        "mode = availability > mode = performance, confirmations = 2",
        "mode = availability > max-lag = 2 MiB",
        "{ node = a } > { node = a, port = 5433 }",
        "{ node = a } > { node = a, host = other }",
        "{ node = a } > { node = a, priority = 1 }",
        "10.0.0.100/24 > 10.0.0.100/25",
        "device = eth0 > device = eth1",
        "standby-grace = 400 ms > standby-grace = 401 ms",
        "standby-grace = 400 ms > switchover-stop-timeout = 4 s",
        "standby-grace = 400 ms > restart-deadline = 4 s",
        "standby-grace = 400 ms > restart-first = 4 s",
        "standby-grace = 400 ms > candidate-wait = 1 s"
      })
  void differsWhenAnyThingSharedDiffers(String from, String to) {
    assertThat(hash(NodeFile.good(directory).with(from, to))).isNotEqualTo(goodHash());
  }
}
