"""A chart in the words of another tool. One format a file; none of them changes what the chart means."""
