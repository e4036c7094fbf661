return {y=select("#", ...)}
