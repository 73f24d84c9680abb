package dev.thresher.codec;

import dev.thresher.task.Dimension;
import dev.thresher.task.Selection;
import dev.thresher.task.Selection.Cut;
import dev.thresher.task.Selection.Exclusion;
import dev.thresher.task.Selection.Sample;
import dev.thresher.wire.Wire;
import java.util.List;
import java.util.Optional;

/** Which rows of a product are chosen. */
final class SelectionMapping {
  private SelectionMapping() {}

  static Wire.Product.Builder toWire(Selection selection, Wire.Product.Builder product) {
    for (var exclusion : selection.excluded()) {
      var wire = Wire.Exclusion.newBuilder();
      for (var cut : exclusion.cuts()) {
        wire.addCuts(
            Wire.Cut.newBuilder().setDimension(cut.dimension()).addAllPlaces(cut.places()));
      }
      product.addExcluded(wire);
    }
    selection
        .sample()
        .ifPresent(sample ->
            product.setSample(
                Wire.Sample.newBuilder().setSize(sample.size()).setSeed(sample.seed())));
    return product;
  }

  static Selection fromWire(Wire.Product product, List<Dimension> dimensions) {
    var excluded =
        product.getExcludedList().stream()
            .map(exclusion -> {
              Check.given(exclusion.getCutsCount() > 0, "Exclusion.cuts");
              return new Exclusion(
                  exclusion.getCutsList().stream().map(cut -> cut(cut, dimensions)).toList());
            })
            .toList();
    var sample =
        product.hasSample()
            ? Optional.of(
                new Sample(
                    Check.atLeast(1L, product.getSample().getSize(), "Sample.size"),
                    product.getSample().getSeed()))
            : Optional.<Sample>empty();
    return new Selection(excluded, sample);
  }

  private static Cut cut(Wire.Cut wire, List<Dimension> dimensions) {
    int dimension = Check.atLeast(0, wire.getDimension(), "Cut.dimension");
    Check.that(dimension < dimensions.size(), "Cut.dimension is none of the product");
    long size = dimensions.get(dimension).size();
    for (long place : wire.getPlacesList()) {
      Check.that(place >= 0 && place < size, "Cut.places are not all in the dimension");
    }
    return new Cut(dimension, wire.getPlacesList());
  }
}
