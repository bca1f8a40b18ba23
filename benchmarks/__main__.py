"""All measurements, one after the other: `make bench`. Figures of one run compare with each other, not with other machines'."""

from benchmarks import answering, feeds, people_import, results

if __name__ == "__main__":
    people_import.main(10_000)
    answering.main(1_000)
    feeds.main(200)
    results.main([1_000, 20_000])
