package dev.regent.controller.actor;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dev.regent.config.settings.NodeSettings;
import org.junit.jupiter.api.Test;

class CellConfigTest {
  private static final String COMPRESSION = "akka.remote.artery.advanced.compression.";

  /** A restarted peer drops what comes compressed by a table of its former life. */
  @Test
  void nothingIsCompressedByATableThatARestartedPeerLacks() {
    NodeSettings self = Cells.three().nodes().getFirst();
    Config membership = CellConfig.ofMembership(Cells.three(), self);
    assertThat(membership.getString(COMPRESSION + "actor-refs.max")).isEqualTo("off");
    assertThat(membership.getString(COMPRESSION + "manifests.max")).isEqualTo("off");
  }
}
