package httpd

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics tells. They have a registry of their own, so that no package adds to them unseen.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newMetrics(l Library, version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "weldi_http_requests_total", Help: "Requests answered.",
		}, []string{"route", "method", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "weldi_http_request_duration_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route", "status"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "weldi_http_requests_in_flight", Help: "Requests being answered.",
		}),
	}
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.registry.MustRegister(libraryGauges(l, version)...)
	return m
}

func libraryGauges(l Library, version string) []prometheus.Collector {
	entry := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "weldi_journal_entry", Help: "Number of the last journal entry taken in here.",
	}, func() float64 { return float64(l.Mark().Number) })
	ready := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "weldi_ready", Help: "1 when the server may get traffic, else 0.",
	}, func() float64 {
		if l.Ready() != nil {
			return 0
		}
		return 1
	})
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "weldi_build_info", Help: "Always 1; the label names the version.",
		ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	return []prometheus.Collector{entry, ready, build}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true})
}

func (m *metrics) count(r *http.Request, status int, took time.Duration) {
	route, code := routeOf(r), strconv.Itoa(status)
	m.requests.WithLabelValues(route, knownMethod(r.Method), code).Inc()
	m.duration.WithLabelValues(route, code).Observe(took.Seconds())
}

// routeOf is the pattern that a request was answered under. There are few of these, while anybody can invent paths.
func routeOf(r *http.Request) string {
	if r.Pattern == "" || r.Pattern == "/" {
		return "other"
	}
	return r.Pattern
}

// knownMethod keeps invented methods out of logs and measures.
func knownMethod(method string) string {
	known := []string{
		http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodConnect, http.MethodOptions, http.MethodTrace,
	}
	if slices.Contains(known, method) {
		return method
	}
	return "other"
}
