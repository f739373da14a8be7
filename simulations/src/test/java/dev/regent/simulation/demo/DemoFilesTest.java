package dev.regent.simulation.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regent.config.load.ConfigLoader;
import dev.regent.config.load.LoadResult;
import dev.regent.config.settings.NodeRole;
import dev.regent.simulation.drill.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTest {
  @TempDir Path directory;

  @Test
  void everyNodesFileIsReadByRegentItself() throws IOException {
    DemoPlan plan = plan();
    new DemoFiles(plan).write();
    for (DemoNode node : plan.nodes()) {
      LoadResult result = ConfigLoader.load(node.files().configuration());
      assertThat(result).isInstanceOf(LoadResult.Loaded.class);
      LoadResult.Loaded loaded = (LoadResult.Loaded) result;
      assertThat(loaded.local().self()).isEqualTo(node.id());
      assertThat(loaded.cell().node(node.id()).orElseThrow().role())
          .isEqualTo(node.witness() ? NodeRole.WITNESS : NodeRole.DATA);
      assertThat(loaded.local().postgres()).hasSize(node.witness() ? 0 : 1);
    }
  }

  @Test
  void passwordsAreRandomAndNobodyElsesToRead() throws IOException {
    DemoPlan plan = plan();
    new DemoFiles(plan).write();
    Path file = plan.secrets().resolve("regent.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).hasSize(36);
    assertThat(Files.readString(plan.pgpass())).startsWith("*:*:*:app:");
  }

  @Test
  void whatIsNoDemoIsNotDeleted() throws IOException {
    DemoPlan plan = plan();
    Files.createDirectories(plan.root());
    Files.writeString(plan.root().resolve("precious"), "");
    assertThatThrownBy(() -> new DemoFiles(plan).clear())
        .hasMessageContaining("give another --dir");
    assertThat(plan.root().resolve("precious")).exists();
  }

  @Test
  void theConnectionNamesEachServer() {
    assertThat(plan().connection())
        .contains("host=127.0.0.11,127.0.0.12 ", "target_session_attrs=read-write");
  }

  private DemoPlan plan() {
    DemoOptions options =
        new DemoOptions(
            DemoOptions.Mode.DRILL,
            "fast",
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            1,
            Optional.empty());
    return new Planner(options, new Programs(Path.of("/usr/bin"), "postgres"), line -> {})
        .plan(new Place(directory.resolve("demo"), Planner.NODES));
  }
}
