package dev.regent.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "db-1.example.org", "10.0.0.1", "127.0.0.2", "1a", "223.255.255.255"})
  void acceptsHosts(String text) {
    assertThat(Texts.isHost(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.0.0.0",
        "10.0.0",
        "10.0.0.256",
        "224.0.0.1",
        "255.255.255.255",
        "a..b",
        "-a",
        "a_b",
        "::1",
        "a:1",
        "a b",
        "10.0.0.1.",
        "10.0.0.99999"
      })
  void refusesHosts(String text) {
    assertThat(Texts.isHost(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1/24", "127.0.0.9/32", "192.168.1.1/1"})
  void acceptsVips(String text) {
    assertThat(Texts.isVip(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "10.0.0.1/", "/24", "10.0.0.1/0", "10.0.0.1/33", "a/24", "0.0.0.0/8"})
  void refusesVips(String text) {
    assertThat(Texts.isVip(text)).isFalse();
  }
}
