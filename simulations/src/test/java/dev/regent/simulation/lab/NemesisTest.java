package dev.regent.simulation.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NemesisTest {
  @Test
  void theSameSeedThinksTheSame() {
    assertThat(episodes(5)).isEqualTo(episodes(5)).isNotEqualTo(episodes(6));
  }

  @Test
  void everyKindOfDeedComesAndPostgresIsHurtOnDataNodesOnly() {
    List<Deed> deeds =
        episodes(1).stream().flatMap(each -> each.acts().stream()).map(Nemesis.Act::deed).toList();
    assertThat(deeds)
        .extracting(Object::getClass)
        .contains(Deed.Cut.class, Deed.Lose.class, Deed.Hurt.class, Deed.Ask.class);
    assertThat(deeds)
        .doesNotContain(
            new Deed.Hurt(new NodeId("w"), Blow.KILL_POSTMASTER),
            new Deed.Hurt(new NodeId("w"), Blow.KILL_GUARD));
  }

  private static List<Nemesis.Episode> episodes(long seed) {
    Nemesis nemesis = new Nemesis(seed, Shape.usual());
    return Stream.generate(nemesis::next).limit(300).toList();
  }
}
