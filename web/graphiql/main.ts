// The query editor at /graphiql: everything it needs is in this build, and it asks this server alone.
import { GraphiQL } from 'graphiql'
import 'graphiql/graphiql.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { exampleQuery } from './example'

const fetcher = async (question: object, options?: { headers?: Record<string, string> }) => {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...options?.headers },
    body: JSON.stringify(question),
  })
  return answer.json()
}

const place = document.getElementById('graphiql')
if (place) createRoot(place).render(createElement(GraphiQL, { fetcher, defaultQuery: exampleQuery }))
