//go:build race

package overhttp_test

const raceDetector = true
