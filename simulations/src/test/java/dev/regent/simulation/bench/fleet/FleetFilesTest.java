package dev.regent.simulation.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import dev.regent.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetFilesTest {
  private static final FleetFiles.Addresses ADDRESSES =
      new FleetFiles.Addresses("192.0.2.11", "192.0.2.13", "192.0.2.31");

  @Test
  void aDaemonTakesThem(@TempDir Path root) throws IOException {
    LoadResult.Loaded loaded = load(root, 40);
    assertThat(loaded.cell().databases()).hasSize(40);
    assertThat(loaded.local().self()).isEqualTo(new NodeId("w"));
  }

  @Test
  void everyPrimaryBelongsOnA(@TempDir Path root) throws IOException {
    assertThat(load(root, 3).cell().databases())
        .allSatisfy(database -> {
          assertThat(database.dataNode(new NodeId("a")).orElseThrow().priority()).isEqualTo(200);
          assertThat(database.dataNode(new NodeId("b")).orElseThrow().priority()).isEqualTo(100);
        });
  }

  private static LoadResult.Loaded load(Path root, int databases) throws IOException {
    LoadResult result = ConfigLoader.load(new FleetFiles(databases, ADDRESSES).write(root));
    assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    return (LoadResult.Loaded) result;
  }
}
